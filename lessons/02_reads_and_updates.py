"""How to read what is on the note, how to change it so that the change stays, and why a page can be one run behind."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.round("read_and_update")
lesson.round("above_its_widget")
lesson.round("names_of_its_own")
lesson.prose("names_and_values")
lesson.round("number_and_list")
lesson.round("append_gives_nothing")
lesson.round("one_click_behind")
lesson.round("undo")
lesson.prose("remember")
lesson.selftest()
lesson.make()
