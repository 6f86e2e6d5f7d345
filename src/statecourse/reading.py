"""Reading a page as a person does: what it says, whatever element says it and however it is dressed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from statecourse.seam.judge import BadPageError

if TYPE_CHECKING:
    from statecourse.app import App

_TEXTS = {
    "markdown", "text", "title", "header", "subheader", "caption", "code", "latex", "success",
    "info", "warning", "error", "json", "toast", "html",
}  # fmt: skip

# All of these are bounded, so that no page can make a search slow.
_MAX_ROWS = _MAX_COLUMNS = 200
_MAX_TEXT = 5_000_000
_DRESS = re.compile(r"<[^<>]{0,200}>|:[a-z-]{1,30}\[|[*_`|\"'\[\]{}]")
_NUMBER = re.compile(r"[-−]?\d{1,15}(?:\.\d{1,15})?(?![\w])")


def page_text(app: App) -> str:
    """All text that the app shows, in page order, a line for each element; of a metric its label too.

    Widgets are left out: what someone typed is not what the app says.
    Raises `BadPageError` for more text than a page has.
    """
    lines, size = [], 0
    for node in app._tree:
        line = _line(node)
        size += len(line)
        if size > _MAX_TEXT:
            raise BadPageError(f"the page shows more than {_MAX_TEXT:,} characters")
        if line:
            lines.append(line)
    return "\n".join(lines)


def _line(node: Any) -> str:
    kind = getattr(node, "type", "")
    if kind in _TEXTS:
        return str(node.value)
    if kind == "metric":
        return f"{node.label}: {node.value}"
    if kind == "progress":
        return str(node.proto.text)
    if kind in {"table", "arrow_data_frame", "dataframe"}:
        return _table(node)
    return ""


def _table(node: Any) -> str:
    """A table as lines, so that a value is read with what it is about: its column, or the cell before it."""
    try:
        frame = node.value.iloc[:_MAX_ROWS, :_MAX_COLUMNS]
        numbered = type(frame.index).__name__ == "RangeIndex"
        rows = (frame if numbered else frame.reset_index()).astype(str).to_dict("records")
        rows = [{column: str(cell) for column, cell in row.items()} for row in rows]  # a gap is no text
    except Exception:  # noqa: BLE001  # a table that cannot be read shows no text
        return ""
    across = [": ".join(row.values()) for row in rows]
    down = [f"{column}: {value}" for row in rows for column, value in row.items() if isinstance(column, str)]
    return "\n".join([*down, *across])


def texts_after(app: App, label: str) -> list[str]:
    """What the page shows after a label, at each place that has it, to the end of that line.

    Where the line ends with the label, the next line counts: a value may stand in an element of its own.
    Markdown, HTML tags, colours and quotation marks are taken off first. Where a colon follows the
    label somewhere, only such places count: the others speak of something else.
    """
    found = _after(app, label)
    texts = [text for colon, text in found if colon] or [text for _, text in found]
    return [re.sub(r"^\W+|\W+$", "", text) for text in texts]


def text_after(app: App, label: str) -> str | None:
    """What the page shows after a label, the last time that it does; None where the label is nowhere."""
    texts = texts_after(app, label)
    return texts[-1] if texts else None


def number_after(app: App, label: str) -> int | float | None:
    """The number that the page shows after a label, as in ``Clicks: 3`` or a metric; None if none.

    Only signs may stand between the two (colon, space, line end, what decorates text): whether the app
    uses a metric, text or Markdown is its own business.
    """
    numbers = [
        number for _, text in _after(app, label, signs=40) if (number := _leading_number(text)) is not None
    ]
    return numbers[-1] if numbers else None


def _after(app: App, label: str, signs: int = 0) -> list[tuple[str, str]]:
    """Each place of a label: the colon behind it, if any, and what follows.

    With ``signs``, up to so many signs and line ends that follow are passed over.
    """
    text = _DRESS.sub(" ", page_text(app)[:_MAX_TEXT])
    pattern = rf"(?<!\w){re.escape(label)}(?!\w)[ \t]{{0,20}}(:?)(?=\s{{0,40}}([^\n]{{0,300}}))"
    if signs:
        pattern = rf"(?<!\w){re.escape(label)}(?!\w)(\W{{0,{signs}}}?)(?=([-−]?\d[^\n]{{0,40}}))"
    return re.findall(pattern, text, re.IGNORECASE)


def _leading_number(text: str) -> int | float | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    number = float(found[0].replace("−", "-"))
    return int(number) if number.is_integer() else number


__all__ = ["number_after", "page_text", "text_after", "texts_after"]
