"""What a check did with the app, in words that let a student do the same by hand."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from statecourse.app.rendered import markdown_text
from statecourse.apptest.fields import pending_value
from statecourse.codec.encode import shown

if TYPE_CHECKING:
    from streamlit.testing.v1.element_tree import Widget

_MAX_QUOTED = 80
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def describe(widget: Widget) -> str:
    """What was done with a widget, such as ``type “Ada” in “Name”``."""
    name = name_of(widget)
    value = pending_value(widget)
    match widget.type:
        case "button" if hasattr(widget, "pressed_in"):
            return f"press Enter in {name_of(widget.pressed_in)}"
        case "button" | "download_button":
            return f"click {name}"
        case "checkbox" | "toggle":
            return f"{'switch on' if value else 'switch off'} {name}"
        case "text_input" | "text_area":
            return f"type {quoted(value)} in {name}" if value else f"empty {name}"
        case "chat_input":
            return f"send {quoted(value)} in {name}"
        case "radio" | "selectbox" | "multiselect" | "button_group" | "menu_button":
            return f"choose {_choice(value)} in {name}"
        case "file_uploader" | "camera_input" | "audio_input":
            return f"upload {_files(value)} in {name}"
    return f"set {name} to {quoted(value) if isinstance(value, str) else shown(value)}"


def name_of(widget: Any) -> str:
    """A widget's label in quotation marks, or its key if it has no label.

    Of several that look the same, which one: ``the second “Delete”``.
    """
    label = label_of(widget)
    if label:
        return f"{_which(widget, label)}{quoted(label)}"
    key = getattr(widget, "key", None)
    return f"the {kind_of(widget)} with the key {quoted(key)}" if key else f"the {kind_of(widget)}"


def label_of(widget: Any) -> str:
    """A widget's label as it is read: without Markdown and icons, in one line; of a chat input, its placeholder."""
    kind = getattr(widget, "type", "")
    label = str(getattr(widget, "placeholder" if kind == "chat_input" else "label", "") or "")
    # A lone “+” is an empty list in Markdown, and a plus on a button.
    return " ".join((markdown_text(label) or label).split())


def _which(widget: Any, label: str) -> str:
    """``the second `` for the second widget of a kind with the same label; empty for the only one."""
    alike = [
        node for node in getattr(widget, "root", ()) if node.type == widget.type and label_of(node) == label
    ]
    if len(alike) < 2:  # noqa: PLR2004  # it is the only one, or is on no page
        return ""
    return f"the {ordinal(next(place for place, node in enumerate(alike) if node is widget))} "


def kind_of(widget: Any) -> str:
    """What a person calls this kind of element."""
    return str(widget.type).replace("_", " ")


def quoted(value: object) -> str:
    """Text in quotation marks, shortened."""
    text = str(value)
    text = text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…"
    return f"“{text}”"


def _choice(value: Any) -> str:
    if isinstance(value, list | tuple | set):
        return ", ".join(quoted(item) for item in value) or "nothing"
    return "nothing" if value is None else quoted(value)


def _files(files: Any) -> str:
    names = [file[1] for file in files] if isinstance(files, list) else []
    return ", ".join(quoted(name) for name in names) or "nothing"


def ordinal(number: int) -> str:
    """``first`` for 0, ``second`` for 1, and so on."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"


def merged(steps: list[str]) -> list[str]:
    """The steps, with repeated ones told once, with how many times."""
    counted = [(step, len(list(alike))) for step, alike in itertools.groupby(steps)]
    return [step if count == 1 else f"{step}, {count} times" for step, count in counted]
