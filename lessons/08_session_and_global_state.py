"""What a sticky note and a ledger each keep, what goes wrong in a shared ledger, and how to keep it sound."""

from statecourse.lesson import Lesson

lesson = Lesson(__file__)
lesson.opening()
lesson.prose("note_and_ledger")
lesson.round("two_counters")
lesson.round("visitors")
lesson.round("whose_cart")
lesson.round("greeting")
lesson.round("first_come")
lesson.prose("sound_ledger")
lesson.round("damaged_file")
lesson.round("lost_vote")
lesson.round("lock_and_replace")
lesson.round("sqlite_votes")
lesson.prose("which_way")
lesson.selftest()
lesson.make()
