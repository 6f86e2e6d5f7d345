"""The exit codes of all commands, in one place: README.md has the same table, and a test compares the two."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a script learns from a command."""

    DONE = 0
    NOT_PASSED = 1
    COULD_NOT_RUN = 2
    STOPPED = 130


MEANINGS = {
    ExitCode.DONE: "passed, or done",
    ExitCode.NOT_PASSED: "not passed, or something to mend",
    ExitCode.COULD_NOT_RUN: "could not run, or the grader itself went wrong somewhere",
    ExitCode.STOPPED: "`grade` was stopped with Ctrl+C; the same command goes on from there",
}
