"""What a run changes beside its variables: session state, widgets without a key, and the files in the app's folder.

Apart from `camera`, which knows of frames and steps.
"""

from __future__ import annotations

import contextlib
import os
import time
from itertools import islice
from operator import is_
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from statecourse.film.reel import Change
from statecourse.film.texts import MAX_NAMES, Watched, is_fixed, short, text

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE = 400
"""Characters of a file."""
_INTERNAL = "FormSubmitter:"
"""How the keys begin that Streamlit itself gives to the buttons of forms."""
_FILES_LOOKED_AT = 200
_QUICK = 1_000
"""Nanoseconds within which no line changes a file."""
_RACY = 30_000_000
"""Nanoseconds within which two changes may leave the same time behind: kernels do not look at the clock for each."""


class State:
    """The state of the session that runs now: its own keys, keyed widgets, and widgets without a key.

    It begins as an earlier run ``left`` it, where that is given, and else as it is now.
    """

    def __init__(self, labels: dict[str, str], left: State | None = None) -> None:
        context = get_script_run_ctx()
        self._state: Any = context.session_state._state if context else None
        self._labels = labels
        self._watched: Watched = left._watched if left else Watched(variables=False)
        self._keys: list[str] = []
        self._values: list[Any] = []
        self._shown: dict[str, Any] = {}
        self._widgets: dict[str, str] = left._widgets if left else {}
        if left is None:
            self.changes(0)
            self.widgets_changed()
        self.before = [(text(name), told) for name, told in sorted(self._watched.texts.items())]
        self.widgets_before = sorted(self._widgets.items())

    def changes(self, took: int) -> list[Change]:
        """What changed among keys since this was last asked, in so many nanoseconds."""
        if self._state is None:
            return []
        state = self._state
        old, widgets, new = state._old_state, state._new_widget_state.states, state._new_session_state
        keys, values = [*old, *widgets, *new], [*old.values(), *widgets.values(), *new.values()]
        if keys != self._keys or not all(map(is_, values, self._values)):
            self._keys, self._values = keys, values
            with contextlib.suppress(Exception):  # a widget that the app has forgotten
                known = sorted(state.filtered_state.items())
                self._shown = {key: value for key, value in known if not key.startswith(_INTERNAL)}
        elif not self._watched.may_change:
            return []
        return [Change("state", name, told) for name, told in self._watched.look(self._shown, took)]

    def of_variable(self, value: object, told: str | None) -> str | None:
        """A variable's text; it says so where session state holds the very same object, which a change in place changes."""
        key = next((key for key, kept in self._shown.items() if kept is value), None) if told else None
        return (
            told
            if key is None or is_fixed(value)
            else f"{told} (the same object as st.session_state[{key!r}])"
        )

    def widgets_changed(self) -> list[Change]:
        """What changed among the widgets without a key that the session has drawn."""
        now = {label: value for name, label in self._labels.items() if (value := self.widget(name))}
        before, self._widgets = self._widgets, now
        changed = [Change("widget", name, told) for name, told in now.items() if before.get(name) != told]
        return changed + [Change("widget", name, None) for name in before if name not in now]

    def widget(self, name: str) -> str:
        """What a widget holds, by Streamlit's id, as a text; nothing where it holds nothing."""
        if self._state is not None:
            with contextlib.suppress(KeyError):
                return short(self._state[name])
        return ""

    def drawn(self, name: str, label: str) -> list[Change]:
        """What is new as a widget is drawn, which is told by its label where it has no key."""
        known = self._labels
        if self._state is None or name in self._state._key_id_mapper.id_key_mapping:
            return []
        if name not in known and len(known) < MAX_NAMES:
            number = sum(other.partition(" (")[0] == label for other in known.values()) + 1
            known[name] = label if number == 1 else f"{label} ({number})"
        if (shown := known.get(name)) and (value := self.widget(name)) and value != self._widgets.get(shown):
            self._widgets[shown] = value
            return [Change("widget", shown, value)]
        return []


class Files:
    """The files beside the app, the beginning of each as text."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._stamps: dict[str, tuple[tuple[int, ...], bool]] = {}
        self._contents: dict[str, bytes] = {}
        self._versions: dict[str, int] = {}
        self.changes(_QUICK)
        self.before = [(text(name), self._told(name)) for name in sorted(self._contents)]

    def changes(self, took: int) -> list[Change]:
        """What changed since this was last asked, in so many nanoseconds."""
        if took < _QUICK:
            return []
        names = {*self._contents, *_names(self._folder)} if self._touched("") else [*self._contents]
        return [change for name in sorted(names) if self._touched(name) for change in self._read(name)]

    def _touched(self, name: str) -> bool:
        """Whether a file, or the folder itself, may be another one than when this was last asked."""
        stamp: tuple[int, ...] = ()
        with contextlib.suppress(OSError, ValueError):
            told = os.stat(self._folder + name, follow_symlinks=False)  # noqa: PTH116  # at each line
            stamp = told.st_mtime_ns, told.st_size, told.st_ino
        known, sure = self._stamps.get(name), not stamp or time.time_ns() - stamp[0] > _RACY
        self._stamps[name] = stamp, sure
        return known != (stamp, True)

    def _read(self, name: str) -> Iterator[Change]:
        known, now = self._contents.get(name), _beginning(self._folder + name)
        if now is None:
            if self._contents.pop(name, None) is not None:
                yield Change("file", text(name), None)
        elif now != known and (known is not None or len(self._contents) < MAX_NAMES):
            self._contents[name] = now
            self._versions[name] = self._versions.get(name, 0) + 1
            yield Change("file", text(name), self._told(name))

    def _told(self, name: str) -> str:
        """A file as a text; one that is none, such as a database, by how often it was seen to change."""
        content = self._contents[name]
        if b"\0" not in content:
            return content.decode("utf-8", "backslashreplace")[:MAX_FILE]
        times = self._versions[name] - 1
        return "(a file that is no text)" if not times else f"(a file that is no text, change {times})"


def _names(folder: str) -> list[str]:
    """The names of ordinary files in a folder that are no Python code."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        some = islice(entries, _FILES_LOOKED_AT)
        return [
            one.name for one in some if not one.name.endswith(".py") and one.is_file(follow_symlinks=False)
        ]
    return []


def _beginning(path: str) -> bytes | None:
    with contextlib.suppress(OSError, ValueError), open(path, "rb") as file:  # noqa: PTH123  # at each line
        return file.read(4 * MAX_FILE)
    return None
