"""Why a variable forgets at every click, and how a value in session state begins just once."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("rerun")
lesson.round("plain_variable")
lesson.prose("sticky_note")
lesson.round("missing_key")
lesson.round("set_every_time")
lesson.round("begin_once")
lesson.round("zero_is_a_value")
lesson.prose("remember")
lesson.selftest()
lesson.make()
