"""What the fields in a browser still hold when the server has forgotten it.

A widget's field shows what its element says only where the server has set the value. Where an app deletes the key, the field
keeps what was typed, and the next run sends it again. AppTest shows the initial value there. A module of its own, as it is
about two pages, and `judge` reads one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.testing.v1.element_tree import (
    ChatInput,
    Widget,
    _form_clear_flags,
    _has_pending_value,
    _submitted_form_ids,
    _widget_form_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1.element_tree import ElementTree


def fields_of(tree: ElementTree) -> dict[str, Any]:
    """What the fields of a page hold, by the widgets' ids: what was sent, and not what waits in a form."""
    return {node.id: value for node in _fields(tree) for value in _value(node)}


def kept_fields(before: dict[str, Any], tree: ElementTree) -> dict[str, Any]:
    """Of the fields ``before`` a run, those that hold something else than the server thinks, now that it has run."""
    stayed = [node for node in _fields(tree) if node.id in before and not node.proto.set_value]
    return {node.id: before[node.id] for node in stayed if not _same(_value(node), before[node.id])}


def _same(now: list[Any], before: Any) -> bool:
    """Whether a field holds what it held: a range may be a tuple or a list, either end first."""
    return bool(now) and _parts(before) in (_parts(now[0]), _parts(now[0])[::-1])


def _parts(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _fields(tree: ElementTree) -> Iterator[Any]:
    """The widgets whose value the browser keeps: no buttons, nor what empties itself when it is sent."""
    clears, submitted = _form_clear_flags(tree), _submitted_form_ids(tree)
    for node in tree:
        if not isinstance(node, Widget) or isinstance(node, ChatInput):
            continue
        proto: Any = node.proto
        form = _widget_form_id(node)
        waits = form and form not in submitted and _has_pending_value(node)
        if "set_value" in proto.DESCRIPTOR.fields_by_name and not waits and not clears.get(form):
            yield node


def _value(node: Any) -> list[Any]:
    """A widget's value; nothing where session state has it no more, or where it cannot be read."""
    try:
        return [node.value]
    except (KeyError, ValueError):
        return []
