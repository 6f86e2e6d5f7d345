"""How a test sees an app’s state from outside, how to make one that can fail, and what AppTest cannot see."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("a_visitor")
lesson.round("click_and_run")
lesson.round("no_assert")
lesson.round("exception")
lesson.round("two_tabs")
lesson.round("inside")
lesson.round("not_a_browser")
lesson.prose("remember")
lesson.selftest()
lesson.make()
