"""How a form holds values back until it is sent, and how to read, check and clear what was sent."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("held_back")
lesson.round("wait_for_send")
lesson.round("one_run_only")
lesson.round("depends_inside")
lesson.prose("callback_first")
lesson.round("submit_callback")
lesson.round("callback_inside")
lesson.round("clear_on_submit")
lesson.round("keep_what_is_wrong")
lesson.round("no_button")
lesson.prose("remember")
lesson.selftest()
lesson.make()
