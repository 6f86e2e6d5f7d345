"""A fault in the course, or in a learner's files, as one line on the page in place of a traceback."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def shown_problems(before: set[str] | None = None) -> Iterator[None]:
    """Show a `CourseError` that is raised within this block.

    ``before`` holds the problems that the page has shown, so that none is shown twice.
    """
    try:
        yield
    except CourseError as problem:
        text = str(problem)
        if before is None or text not in before:
            st.error(f"**Something has to be fixed first.** {text}")
        if before is not None:
            before.add(text)
