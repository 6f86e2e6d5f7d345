"""What can be written down and read back, what cannot, and why to keep data on the note and not machinery."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.round("lambda_on_the_note")
lesson.prose("pickling")
lesson.round("setting_on")
lesson.round("what_pickles")
lesson.round("class_in_script")
lesson.round("second_run")
lesson.round("class_in_module")
lesson.round("from_a_stranger")
lesson.prose("remember")
lesson.selftest()
lesson.make()
