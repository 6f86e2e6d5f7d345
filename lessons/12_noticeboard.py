"""How a whole app is put together: for each thing the place where it belongs, and what happens where two places meet."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("three_places")
lesson.round("draft_and_notice")
lesson.round("seen_by_others")
lesson.round("link")
lesson.round("which_one")
lesson.round("next_person")
lesson.prose("remember")
lesson.selftest()
lesson.make()
