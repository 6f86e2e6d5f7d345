"""What session state means where an app has several pages, or a part of it that runs alone."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("one_session")
lesson.round("two_pages")
lesson.round("left_behind")
lesson.round("by_address")
lesson.round("on_every_page")
lesson.prose("a_part_alone")
lesson.round("fragment_alone")
lesson.round("given_back")
lesson.round("by_its_key")
lesson.prose("remember")
lesson.selftest()
lesson.make()
