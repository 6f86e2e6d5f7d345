"""What the fields in a browser hold where that is not what the server has. AppTest knows nothing of it.

A field takes over the value in its element only if the server has set it. If an app deletes the key, the field keeps what was
typed, and the next run sends it again. What is typed into a form waits there during other runs. A form that clears itself shows
its initial values, which then wait to be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streamlit.testing.v1.element_tree import Widget

from statecourse.seam.older import (
    form_clear_flags,
    has_pending_value,
    submitted_form_ids,
    unset_value_marker,
    widget_form_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1.element_tree import ElementTree

_TRIGGERS = {"button", "download_button", "menu_button", "chat_input"}
"""Widgets that hold no value: they send theirs once, and are as before."""


@dataclass(frozen=True)
class Fields:
    """What the fields of a page hold as a run begins, by the widgets' ids."""

    sent: dict[str, Any]
    """What the server has been told."""
    waiting: dict[str, Any]
    """What waits in a form that is not sent."""


def by_label(note: Any, labels: list[str]) -> Any:
    """AppTest's note on a widget; if the widget has options, the ``format_func`` in it takes their labels, too."""
    if isinstance(note, dict):
        return {
            name: by_label(part, labels) if name == "format_func" else part for name, part in note.items()
        }
    is_open = isinstance(labels, OpenOptions)
    return Labelled(note, labels) if (labels or is_open) and callable(note) else note


class OpenOptions(list[str]):
    """The options of a widget with ``accept_new_options``: whatever is typed becomes one."""

    def __len__(self) -> int:
        """One more than there are, as AppTest chooses nothing if there are none."""
        return super().__len__() + 1

    def index(self, value: str, *places: Any) -> int:
        """Where an option is; a new one comes last."""
        if value not in self:
            self.append(value)
        return super().index(value, *places)


def open_options(tree: ElementTree) -> None:
    """Have the widgets of a page with ``accept_new_options`` take new options, which AppTest does not."""
    for node in _fields(tree):
        if getattr(node.proto, "accept_new_options", False):
            node.options = OpenOptions(node.options)


class Labelled:
    """A widget's ``format_func``, which also takes a label, and returns it as it is.

    A visitor chooses a label. So a test may, too, whatever the app's own function does with one.
    """

    def __init__(self, function: Any, labels: list[str]) -> None:
        self._function = function
        self._labels = labels

    def __call__(self, value: Any) -> Any:
        """The label of an option; of a label, itself."""
        is_new = isinstance(value, str) and isinstance(self._labels, OpenOptions)
        is_label = is_new or (isinstance(value, str | int | float) and str(value) in self._labels)
        try:
            label = self._function(value)
        except Exception:
            if is_label:
                return str(value)
            raise
        return str(value) if is_label and label not in self._labels else label


def fields_of(tree: ElementTree) -> Fields:
    """What the fields of a page hold as a run of it begins."""
    submitted = submitted_form_ids(tree)
    fields = Fields({}, {})
    for node in _fields(tree):
        waits = _waits(node, submitted)
        # Only widgets with a value that the server can set: of the others, such as those for files, AppTest has the right one.
        if hasattr(node.proto, "set_value"):
            for value in _value(node, known=waits):
                fields.sent[node.id] = value
        if waits:
            fields.waiting[node.id] = pending_value(node)
    return fields


def cleared_fields(tree: ElementTree) -> list[str]:
    """The widgets whose form is sent by this run and clears itself: they show their initial value again."""
    clears, submitted = form_clear_flags(tree), submitted_form_ids(tree)
    forms = {form for form in submitted if clears.get(form)}
    return [node.id for node in _fields(tree) if widget_form_id(node) in forms]


def kept_fields(before: Fields, tree: ElementTree) -> dict[str, Any]:
    """The fields that keep what they held ``before`` a run, although the server has another value after it."""
    stayed = [node for node in _fields(tree) if node.id in before.sent and not _is_set(node)]
    return {node.id: before.sent[node.id] for node in stayed if not _same(node, before.sent[node.id])}


def restore_waiting(waiting: dict[str, Any], tree: ElementTree) -> dict[str, Any]:
    """Put what waited in forms into the same fields of a new page, unless the app has set these; returns what waits now."""
    found = {}
    for node in _fields(tree):
        if node.id in waiting and widget_form_id(node) and not _is_set(node):
            found[node.id] = waiting[node.id]
            setattr(node, unset_value_marker(node)[0], _as_set_by_a_test(node, waiting[node.id]))
    return found


def _as_set_by_a_test(node: Widget, value: Any) -> Any:
    """The value as AppTest keeps it on a widget: for files it has to be a list."""
    if unset_value_marker(node)[0] != "_files":
        return _copied(value)
    several = getattr(node.proto, "multiple_files", False)
    return (list if several else _OnlyOne)(value if isinstance(value, list) else [])


class _OnlyOne(list[Any]):
    """The files of a field that takes only one: another file replaces it."""

    def append(self, file: Any) -> None:
        self[:] = [file]


def pending_value(node: Widget) -> Any:
    """What was set on a widget since the last run."""
    return _copied(getattr(node, unset_value_marker(node)[0]))


def _copied(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value  # AppTest appends to a list of files


def _waits(node: Widget, submitted: set[str]) -> bool:
    form = widget_form_id(node)
    return bool(form) and form not in submitted and has_pending_value(node)


def _is_set(node: Any) -> bool:
    return bool(getattr(node.proto, "set_value", False))


def _same(node: Any, before: Any) -> bool:
    """Whether a field holds the same value: a range may be a tuple or a list, either end first; an option may be its label."""
    now = _value(node)
    if not now:
        return False
    if _parts(before) in (_parts(now[0]), _parts(now[0])[::-1]):
        return True
    return bool(getattr(node, "options", ())) and _sends(node, before) == _sends(node, now[0])


def _sends(node: Any, value: Any) -> Any:
    """What a widget would send to the server with this value; None if it cannot have it."""
    name, unset = unset_value_marker(node)
    setattr(node, name, value)
    try:
        return node._widget_state
    except Exception:  # noqa: BLE001  # the app's own function for labels may raise whatever it likes
        return None
    finally:
        setattr(node, name, unset)


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _fields(tree: ElementTree) -> Iterator[Any]:
    """The widgets whose value the browser keeps."""
    return (node for node in tree if isinstance(node, Widget) and node.type not in _TRIGGERS)


def _value(node: Any, *, known: bool = False) -> list[Any]:
    """A widget's value, or the one ``known`` to the server, in a list; an empty list if there is none, or it cannot be read."""
    try:
        return [node.root.session_state[node.id] if known else node.value]
    except (KeyError, ValueError):
        return []
