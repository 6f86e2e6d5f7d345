"""What the address can remember: reading it, writing it, a link that restores a view, and what never belongs there."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("address")
lesson.round("gone")
lesson.round("only_text")
lesson.round("several_values")
lesson.round("what_stays")
lesson.round("a_step_behind")
lesson.round("bound")
lesson.round("never_there")
lesson.prose("remember")
lesson.selftest()
lesson.make()
