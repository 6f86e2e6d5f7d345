"""What is wrong with the course, or with a learner's own files, as one clear line on the page."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import streamlit as st

from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def told(before: set[str] | None = None) -> Iterator[None]:
    """Show a `CourseError` that is raised within this block, in place of a traceback.

    ``before`` holds what the page has told already; the same is not told twice.
    """
    try:
        yield
    except CourseError as problem:
        text = str(problem)
        if before is None or text not in before:
            st.error(f"**Something has to be fixed first.** {text}")
        if before is not None:
            before.add(text)
