"""How a key leaves session state, what deleting does not do, and how a reset begins what belongs together."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("gone")
lesson.round("none_stays")
lesson.round("deleted_below")
lesson.round("not_there")
lesson.round("all_of_it")
lesson.round("typed_text")
lesson.round("new_game")
lesson.round("clear_cache")
lesson.prose("remember")
lesson.selftest()
lesson.make()
