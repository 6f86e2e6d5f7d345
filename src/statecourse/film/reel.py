"""What is recorded of a run, as it travels from the worker to the judge: short texts and numbers."""

from __future__ import annotations

import msgspec


class Change(msgspec.Struct, frozen=True, array_like=True):
    """What a step changed: ``kind`` is ``variable``, ``state``, ``widget``, ``file`` or ``printed``; no value where it is gone.

    A ``widget`` is one without a key, by its label; one with a key is in ``state``.
    ``frame`` is the call that a variable is of.
    """

    kind: str
    name: str
    value: str | None
    frame: int = 0


class FilmedStep(msgspec.Struct, frozen=True, array_like=True):
    """A line that is about to run, a call, a return or an exception; and what it changed until the next step.

    The event ``rounds`` stands for the rounds of a loop that are no steps of their own, from the line that it is at;
    ``rest`` stands for all that a run did after it was cut.
    ``frame`` numbers the calls of a run; ``said`` is what was returned or raised.
    """

    event: str
    file: str
    line: int
    depth: int
    frame: int
    name: str
    said: str
    changes: list[Change]


class Drawn(msgspec.Struct, frozen=True, array_like=True):
    """An element that was sent to the browser after so many steps, where it stands, and what it says."""

    steps: int
    path: list[int]
    kind: str
    text: str


class FilmedRun(msgspec.Struct, frozen=True):
    """One run of the script, step by step. ``sent`` is what the browser's values changed before it began.

    ``before``, ``widgets`` and ``files`` are session state, widgets without a key and the files before it, ``cut`` says where the film ends too early.
    """

    before: list[tuple[str, str]]
    files: list[tuple[str, str]]
    sent: list[Change]
    steps: list[FilmedStep]
    drawn: list[Drawn]
    fragment: bool = False
    cut: str = ""
    widgets: list[tuple[str, str]] = []
