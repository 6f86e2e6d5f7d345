"""Where session state says no, what a click does not do, and how to build it so that it works."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.round("too_late")
lesson.round("push_a_button")
lesson.round("really")
lesson.round("once_more")
lesson.round("half_done")
lesson.round("closed_dialog")
lesson.round("in_a_thread")
lesson.prose("remember")
lesson.selftest()
lesson.make()
