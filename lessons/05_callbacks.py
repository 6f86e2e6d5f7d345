"""How a function of yours runs when something happens, before the script does, and what it is given."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.round("callback_first")
lesson.prose("callbacks")
lesson.round("what_it_writes")
lesson.round("pass_it")
lesson.round("which_button")
lesson.round("old_value")
lesson.round("not_an_event")
lesson.round("which_widgets")
lesson.prose("remember")
lesson.selftest()
lesson.make()
