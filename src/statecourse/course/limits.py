"""The limits of an app while it is judged."""

from __future__ import annotations

from typing import Annotated

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of a worker. ``course.yaml`` sets them for a course, ``exercise.yaml`` for an exercise."""

    run_seconds: Annotated[float, msgspec.Meta(gt=0, le=3_600)] = 8.0
    """Wall time of one run of the script."""
    check_seconds: Annotated[float, msgspec.Meta(gt=0, le=3_600)] = 60.0
    """Wall time of one check, with all its runs."""
    submission_seconds: Annotated[float, msgspec.Meta(gt=0, le=86_400)] = 60.0
    """Wall time of one submission with all its checks; see `budget.Budget`."""
    memory_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1024
    """Memory beyond what Streamlit itself takes."""
    disk_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 64
    """Size of one file, and of all files together."""
    judge_mb: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 1024
    """Memory of a judge for what the app sends, beyond what the judge itself takes."""
    open_files: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = 128
