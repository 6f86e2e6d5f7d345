"""What an element that was sent to the browser is called, and what it says.

A module of its own, as it is all that the camera has to know of Streamlit's elements.
"""

from __future__ import annotations

from typing import Any

_WORDS = ("label", "body", "value", "message", "text", "url")
"""The fields in which Streamlit's elements keep what they say, the first that there is."""


def told(delta: Any) -> tuple[str, str]:
    """What an element is called, and what it says, shortly."""
    if delta.WhichOneof("type") != "new_element":
        return str(delta.WhichOneof("type") and (delta.add_block.WhichOneof("type") or "container")), _words(
            getattr(delta.add_block, delta.add_block.WhichOneof("type") or "", None)
        )
    kind = delta.new_element.WhichOneof("type") or "empty"
    return kind, _words(getattr(delta.new_element, kind, None))


def _words(proto: Any) -> str:
    names = proto.DESCRIPTOR.fields_by_name if proto is not None else {}
    for name in _WORDS:
        if name in names and isinstance(text := getattr(proto, name), str) and text:
            more = getattr(proto, "body", "") if name == "label" and "body" in names else ""
            return f"{text}: {more}" if more else text
    return ""
