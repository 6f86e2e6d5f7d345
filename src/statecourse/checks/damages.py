"""Damages the file that an app keeps, in each way in which a crash, a disk or a person may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from statecourse.app import steps
from statecourse.checks.expect import CheckFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from statecourse.app.app import App

Kind = Literal["empty", "cut", "zeros", "bytes", "other"]

_LEGIBLE = 4
"""Letters that a part of a text must have to count as legible; fewer may stand in a file by chance."""
_DEPTH = 200
"""How deep lists are nested: not deeper than Python's `json` can read, as no task asks for that."""
_SQLITE = b"SQLite format 3\0"
_NO_TEXT = b"\xff\xfe\x80\xf8"


@dataclass(frozen=True)
class Damage:
    """What was done to a file, in ``words``, and what is in it now.

    ``kind``: *empty*; *cut* off; *zeros* or *bytes* that are no text; *other*, which is JSON but not what the
    app wrote. ``partial``: some of what the app wrote is still there, so the app may find it, or may not.
    """

    kind: Kind
    words: str
    data: bytes
    partial: bool = False

    def legible(self, texts: Collection[str]) -> list[str]:
        """Which of these texts, or of their beginnings and ends, can still be read in the file."""
        found = (part for text in texts for part in (_longest(text, self.data), _end_of(text, self.data)))
        return [part for part in dict.fromkeys(found) if part]


def _longest(text: str, data: bytes) -> str:
    """The longest beginning of a text that stands in a file; empty if it is short."""
    sizes = range(len(text), _LEGIBLE - 1, -1)
    return next((text[:size] for size in sizes if text[:size].encode() in data), "")


def _end_of(text: str, data: bytes) -> str:
    return _longest(text[::-1], data.decode("utf-8", "replace")[::-1].encode())[::-1]


def damages(app: App, name: str | Callable[[], str]) -> Iterator[Damage]:
    """Damage a file beside the app, in one way after another, each while the app's server is stopped.

    The body of the loop opens the app (``app.run()``), expects something, and has the app write the file
    again. That file is damaged next, so a later damage strikes an app that has survived the earlier ones; the
    steps tell these in one line. ``name`` may be a function that finds the file each time.
    Fails the check if there is no such file, or nothing in it.
    """
    survived: list[str] = []
    before = len(app._server.steps)
    # The file's kind, and so the list of damages, may change from one time to the next.
    for number in range(max(len(_TEXT), len(_DATABASE))):
        file = name if isinstance(name, str) else name()
        damage = _damaged(number, _read(app, file))
        if damage is None:
            continue
        if survived:
            app._server.steps[before:] = [
                f"(the same, each time with another damage, and survived: {'; '.join(survived)})"
            ]
        app.restart().write_file(file, damage.data, damage.words % f"the file {steps.quoted(file)}")
        yield damage
        survived.append((damage.words % "it").partition(", as ")[0])


def _read(app: App, name: str) -> bytes:
    data = app.read_files().get(name)
    if not data:
        raise CheckFailed(
            "what the app keeps is not in the file asked for",
            expected=f"a file {steps.quoted(name)} beside app.py that is not empty",
        )
    return data


def _damaged(number: int, whole: bytes) -> Damage | None:
    """The damage of this number to a file; None if there is none, or nothing would change."""
    makers = _DATABASE if whole.startswith(_SQLITE) else _TEXT
    damage = makers[number](whole) if number < len(makers) else None
    return None if damage is None or damage.data == whole else damage


def _emptied(_: bytes) -> Damage:
    return Damage("empty", "empty %s, as a crash before the first byte was written leaves it", b"")


def _cut(share: float, less: int = 0) -> Callable[[bytes], Damage | None]:
    def cut(whole: bytes) -> Damage | None:
        size = int(len(whole) * share) - less
        words = f"cut %s off after {size} of its {len(whole)} bytes, as a crash in the middle of writing does"
        return Damage("cut", words, whole[:size], partial=True) if size > 0 else None

    return cut


def _zeros(whole: bytes) -> Damage:
    words = "write zeros over all that is in %s, as a power cut may leave it"
    return Damage("zeros", words, bytes(len(whole)))


def _over_the_middle(kind: Kind, what: str, filler: bytes) -> Callable[[bytes], Damage]:
    def over(whole: bytes) -> Damage:
        begin = len(whole) // 3
        end = max(2 * len(whole) // 3, begin + 1)
        middle = (filler * (end - begin))[: end - begin]
        words = f"write {what} over the middle third of %s, as a broken disk may"
        return Damage(kind, words, whole[:begin] + middle + whole[end:], partial=True)

    return over


def _replaced(text: str, kind: Kind = "other") -> Callable[[bytes], Damage]:
    words = f"replace what is in %s by `{text}`, as somebody with an editor may"
    return lambda _: Damage(kind, words, text.encode())


def _nested(_: bytes) -> Damage:
    words = f"replace what is in %s by {_DEPTH:,} lists within each other"
    return Damage("other", words, b"[" * _DEPTH + b"]" * _DEPTH)


_MIDDLE_ZEROS = _over_the_middle("zeros", "zeros", b"\0")
_MIDDLE_BYTES = _over_the_middle("bytes", "bytes that are no text", _NO_TEXT)
_TEXT: tuple[Callable[[bytes], Damage | None], ...] = (
    _emptied,
    _cut(1, 1),
    _cut(2 / 3),
    _zeros,
    _MIDDLE_BYTES,
    _replaced("null"),
    _cut(1, 4),
    _replaced("[]"),
    _MIDDLE_ZEROS,
    _replaced('"x"'),
    _cut(1 / 3),
    _replaced('{"a": "many"}'),
    _nested,
)
# What lies in the middle of a page of a database may be nothing at all, which no reader can notice.
_DATABASE: tuple[Callable[[bytes], Damage | None], ...] = (
    _emptied,
    _cut(1 / 2),
    _zeros,
    _cut(1 / 3),
    _replaced("null", "bytes"),
    _MIDDLE_ZEROS,
)
