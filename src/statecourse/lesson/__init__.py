"""The kit that lessons are made with: predict, run, investigate, modify, make.

A lesson is a short Streamlit script with a folder of the same name beside it, which holds its prose as
Markdown and its programs as Python. A program runs in a session of its own, shown in a frame of the
lesson's page: what is shown is what is run, and nothing that it keeps meets what the lesson keeps.

This room imports `course`, `report`, `judge` and `programs`. Lessons import its public names only, which are below.

Begin with `page`, where a `Lesson` has a method for each part of its page. Then:

- `round`: predict, run, investigate and modify a program, which `programs` runs.
- `questions`: multiple-choice questions, and the self-test.
- `exercise`: the learner's exercises, with their results; `warm_judge` checks them.
- `answer`: an answer that is written on the page; `editor`: the editor, for programs of rounds as well.
- `progress_map`: how far a learner is with all lessons, for the hub.
"""

from statecourse.lesson.page import Lesson, show_picture
from statecourse.lesson.progress_map import LessonMap
from statecourse.programs.problems import shown_problems as told
from statecourse.programs.stage import asked_for

__all__ = ["Lesson", "LessonMap", "asked_for", "show_picture", "told"]
