"""What Streamlit knows a widget by, when its value is kept, and when it is lost."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.round("your_name")
lesson.round("value_counts_once")
lesson.round("feeds_itself")
lesson.prose("known_by")
lesson.round("hidden_settings")
lesson.round("no_longer_there")
lesson.round("rows")
lesson.round("one_volume")
lesson.prose("remember")
lesson.selftest()
lesson.make()
