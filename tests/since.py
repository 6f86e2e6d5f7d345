"""Tests of what came with a later version than the oldest that is supported."""

from __future__ import annotations

import pytest

from statecourse.course.versions import lacks


def since(version: str) -> pytest.MarkDecorator:
    """Skip a test where Streamlit is older."""
    return pytest.mark.skipif(bool(lacks(version)), reason=f"needs Streamlit {version}")
