"""Reads a page as a person does: all its text, and what follows a label, whatever elements the app uses."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from statecourse.app.rendered import (
    CELL,
    HEAD,
    ROW,
    has_markup,
    html_text,
    latex_text,
    markdown_text,
    plain_spaces,
    table_lines,
)
from statecourse.apptest.page_tree import BadPageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from statecourse.app.app import App

_MARKDOWN = {"markdown", "title", "header", "subheader", "caption", "toast"}
_ALERTS = {"success", "info", "warning", "error"}
_LABELLED = {"expander", "status", "tab", "popover", "dialog"}

# All of these are bounded, so that no page can make a search slow.
_MAX_ROWS = _MAX_COLUMNS = 200
_MAX_TEXT = 5_000_000
MAX_MARKUP = 200_000
"""Characters of Markdown or HTML on a page, which take a hundred times as long as plain text."""
_CACHED = "_statecourse_text"
"""The attribute of a page's tree under which its text is kept."""
_MAX_VALUE = 300
"""Characters after a label that are read."""

_COLUMN_END = "\x1f"
"""A line that ends a column of the page: what comes next is beside it, not below."""
_MARKS = {_COLUMN_END, HEAD, CELL}
_COLON = re.compile(r"[\"'”’»)\] |*_`]{0,20}([:=：]?)")
_WAYS_TO_WRITE_A_NUMBER = (
    r"(?!0)\d{1,3}(?:,\d{3})+(?:\.\d{1,30})?",  # 1,000.5
    r"(?!0)\d{1,3}(?:\.\d{3})+,\d{1,30}",  # 1.000,5
    r"(?!0)\d{1,3}(?:\.\d{3}){2,}",  # 1.000.000
    r"(?!0)\d{1,3}(?:[ '’_٬]\d{3})+(?:[.,٫]\d{1,30})?",  # 1 000,5
    r"\d{1,30}(?:[.,٫]\d{1,30})?",  # 1000.5
)
_DIGITS = "|".join(_WAYS_TO_WRITE_A_NUMBER)
_NUMBER = re.compile(rf"(?<![\w.,])(?<!\d[-:/'’])[-−－]?(?:{_DIGITS})(?!\w|[.,:'’٫-]\d)")
_AFTER_SIGNS = re.compile(rf"[^\w{_COLUMN_END}]{{0,40}}?({_NUMBER.pattern})")
_SIGNS_BEFORE = re.compile(r"(?:(?![-−－]\d)\W)*")
_SIGNS_AFTER = re.compile(r"\W*")
_AND = re.compile(r"(?<!\w)and$", re.IGNORECASE)


def page_text(app: App) -> str:
    """All text that the app shows, in page order, a line for each element; of a metric its label too.

    It is what a browser shows: Markdown and HTML are read, and every kind of blank is a space. Widgets
    are left out: what someone typed is not what the app says.
    Raises `BadPageError` if that is too much.
    """
    return _text_of(app).page


def dialog_title(app: App) -> str | None:
    """The title of the dialog that is open; None if none is."""
    found = app.get("dialog")
    return markdown_text(_title(found[0])) if found else None


def in_page_order(app: App, texts: Iterable[str]) -> list[str]:
    """Those of the texts that the page shows, in the order in which they stand there first.

    As in ``expect(in_page_order(app, names), "the names").to_be(newest_first)``.
    """
    page = page_text(app)
    places = {text: found.start() for text in texts if (found := _label(text).search(page))}
    return sorted(places, key=lambda text: places[text])


def texts_after(app: App, label: str, *, others: Collection[str] = ()) -> list[str]:
    """What the page shows after a label, at each place that has it, to the end of that line.

    A value ends sooner where one of the ``others`` begins, the labels of what else stands on that line.
    If the line ends with the label, the next line counts: a value may stand in an element of its own, also in a
    column of values beside one of labels. Punctuation at both ends is left off, except a minus. If a colon follows
    the label somewhere, only such places count, as the others speak of something else. If none does, the rows of
    a table count in which it is a cell, and then the cells of a column of that name.
    """
    text = _text_of(app)
    below = _texts_after(text.lines, label, others, text.columns)
    if any(below):
        return below
    beside = _texts_after(text.across, label, others)
    return beside if any(beside) else below


def text_after(app: App, label: str, *, others: Collection[str] = ()) -> str | None:
    """What the page shows after a label, the last time that it does; None if the label is nowhere."""
    texts = texts_after(app, label, others=others)
    return texts[-1] if texts else None


def values(app: App, labels: Collection[str]) -> dict[str, str | None]:
    """What the page shows after each of the labels, as `text_after`; each value ends where a label begins.

    ``values(app, ["Volume", "Nickname"])`` reads ``Volume: 5 · Nickname: Ada`` as well as two metrics.
    """
    return {label: text_after(app, label, others=labels) for label in labels}


def number_after(app: App, label: str) -> int | float | None:
    """The number that the page shows after a label, as in ``Clicks: 3`` or a metric; None if none.

    Only signs may stand between the two (colon, space, line end, currency): whether the app uses a
    metric, text or Markdown is its own business. After a colon, words may, too, if the line has just
    one number. The last place counts. See CONTRIBUTING.md for the ways of writing a number that count.
    """
    text = _text_of(app)
    below = _number_after(text.lines, label, text.columns)
    return _number_after(text.across, label) if below is None else below


# --- the text of a page ------------------------------------------------------------------------


class _PageText:
    """The text of a page, in four forms.

    ``page`` is what a person sees. ``lines`` is searched for labels. ``columns`` has the cells of tables, each after
    its column's name. ``across`` has the lines of columns that stand side by side, joined row by row.
    """

    def __init__(self, tree: Any) -> None:
        self._size = self._markup = 0
        self._lines: list[str] = []
        self._columns: list[list[tuple[int, int]]] = []
        """Of each block in page order, where the lines of its columns begin and end."""
        self._read(tree)
        self.page = "\n".join(line.lstrip(HEAD + ROW) for line in self._without(_COLUMN_END, CELL))
        self.lines = "\n".join(self._without(HEAD, CELL))
        self.columns = "\n".join(line[1:] for line in self._lines if line.startswith(CELL))
        self.across = "\n".join(self._across())

    def _without(self, *marks: str) -> Iterator[str]:
        return (line for line in self._lines if line[:1] not in marks)

    def _read(self, node: Any) -> None:
        """Read the lines of a node and its children."""
        self._markup += len(_markup_of(node))
        if self._markup > MAX_MARKUP:
            raise BadPageError(f"the page shows more than {MAX_MARKUP:,} characters of Markdown or HTML")
        for line in _lines_of(node).splitlines():
            self._add(line)
        begin, columns = len(self._lines), list[tuple[int, int]]()
        self._columns.append(columns)
        for _, child in sorted(getattr(node, "children", {}).items()):
            start = len(self._lines)
            self._read(child)
            if child.type == "column":
                columns.append((start, len(self._lines)))
        if node.type == "column" and len(self._lines) - begin > 1:
            self._lines.append(_COLUMN_END)

    def _add(self, line: str) -> None:
        self._size = _counted(self._size, line)
        self._lines.append(line)

    def _across(self) -> Iterator[str]:
        """The rows of columns that have equally many lines: one may hold labels, and the next one their values."""
        size = 0
        for places in self._columns:
            shown = ([line for line in self._lines[a:b] if line[:1] not in _MARKS] for a, b in places)
            columns = [[line.removeprefix(ROW) for line in lines] for lines in shown]
            if len(columns) > 1 and len(set(map(len, columns))) == 1:
                for row in map(": ".join, zip(*columns, strict=True)):
                    size = _counted(size, row)
                    yield row


def _counted(size: int, line: str) -> int:
    """The size of a text with one more line. Raises `BadPageError` if that is more than a page shows."""
    size += len(line) + 1
    if size > _MAX_TEXT:
        raise BadPageError(f"the page shows more than {_MAX_TEXT:,} characters")
    return size


def _text_of(app: App) -> _PageText:
    """The text of an app's page. It is cached until the next run."""
    tree: Any = app._tree
    cached = vars(tree).get(_CACHED)
    if cached is None:
        cached = vars(tree)[_CACHED] = _PageText(tree)
    return cached  # type: ignore[no-any-return]


def _markup_of(node: Any) -> str:
    """The Markdown or HTML of an element, if it has to be parsed."""
    kind = getattr(node, "type", "")
    if kind == "html":
        return str(node.value)
    return str(node.value) if kind in _MARKDOWN | _ALERTS and has_markup(str(node.value)) else ""


def _lines_of(node: Any) -> str:
    """The lines that an element itself shows."""
    kind = getattr(node, "type", "")
    if kind in _MARKDOWN:
        return markdown_text(str(node.value), allow_html=bool(getattr(node.proto, "allow_html", False)))
    if kind in _ALERTS:
        return markdown_text(f"{node.proto.title}\n\n{node.value}" if node.proto.title else str(node.value))
    if kind == "metric":
        line = f"{markdown_text(node.label)}: {node.value}"
        return plain_spaces(f"{line}\n{node.delta}" if node.delta else line)
    if kind in {"text", "code"}:
        return plain_spaces(str(node.value))
    if kind == "latex":
        return latex_text(plain_spaces(str(node.value).strip("$ \n")))
    if kind in {"html", "iframe"}:
        return html_text(str(node.value if kind == "html" else node.proto.srcdoc))
    if kind == "help_info":  # what `st.write` makes of an object
        members = (f"{member.name}: {member.value}" for member in node.proto.members if member.value)
        return plain_spaces("\n".join([str(node.proto.value), *members]))
    if kind == "json":
        return _json(str(node.value))
    if kind == "progress":
        return markdown_text(str(node.proto.text))
    if kind in {"table", "arrow_data_frame", "dataframe"}:
        return _table(node)
    if kind == "image":
        return "\n".join(markdown_text(image.caption) for image in node.proto.imgs)
    return markdown_text(_title(node)) if kind in _LABELLED else ""


def _title(container: Any) -> str:
    if container.type == "dialog":
        return str(container.proto.dialog.title)
    return str(container.proto.popover.label if container.type == "popover" else container.label)


def _json(text: str) -> str:
    """JSON with a line for each of its items, as Streamlit shows it."""
    try:
        text = "".join(_bounded(json.JSONEncoder(indent=1, ensure_ascii=False).iterencode(json.loads(text))))
    except (ValueError, RecursionError):
        return plain_spaces(text)
    return plain_spaces(re.sub(r",$", "", text, flags=re.MULTILINE))


def _bounded(parts: Iterable[str]) -> Iterator[str]:
    """The parts of a text. Raises `BadPageError` if it is too long for a page, before all of it is there."""
    size = 0
    for part in parts:
        size = _counted(size, part)
        yield part


def _table(node: Any) -> str:
    try:
        frame, head = _shown_columns(node)
        rows = [
            [str(cell) for cell in row] for row in frame.astype(str).to_numpy().tolist()
        ]  # `astype` may leave a missing value as it is
    except Exception:  # noqa: BLE001  # a table that cannot be read shows no text
        return ""
    size = 0
    for cell in [*head, *(cell for row in rows for cell in row)]:
        size = _counted(size, cell)  # a small table may hold one long text many times
    if node.type == "table":
        head, rows = (
            [markdown_text(name) for name in head],
            [[markdown_text(cell) for cell in row] for row in rows],
        )
    return plain_spaces("\n".join(table_lines(head, rows)))


def _shown_columns(node: Any) -> tuple[Any, list[str]]:
    """A table with the columns that it shows, the index first, and their titles."""
    config = json.loads(getattr(node.proto, "columns", "") or "{}")
    frame = node.value.iloc[:_MAX_ROWS, :_MAX_COLUMNS]
    places = {str(column): place for place, column in enumerate(frame.columns)}
    order = [name for name in getattr(node.proto, "column_order", ()) or places if name in places]
    frame = frame.iloc[:, [places[name] for name in order if not config.get(name, {}).get("hidden")]]
    index = config.get("_index", {})
    if type(frame.index).__name__ == "RangeIndex" or index.get("hidden"):
        return frame, [_column_title(column, config) for column in frame.columns]
    names = [str(index.get("label") or name or "") for name in frame.index.names]
    return frame.reset_index(allow_duplicates=True), [
        *names,
        *(_column_title(column, config) for column in frame.columns),
    ]


def _column_title(column: object, config: Any) -> str:
    return str(config.get(str(column), {}).get("label") or (column if isinstance(column, str) else ""))


# --- what stands after a label -----------------------------------------------------------------


def _label(label: str) -> re.Pattern[str]:
    """A pattern for a label as a word of its own, in upper or lower case."""
    return re.compile(rf"(?<!\w){re.escape(' '.join(plain_spaces(label).split()))}(?!\w)", re.IGNORECASE)


def _texts_after(text: str, label: str, others: Collection[str], columns: str = "") -> list[str]:
    places = list(_places(text, label, others))
    chosen = [value for after, value in places if after == ":"] or [value for after, value in places if after]
    chosen = chosen or [value for after, value in _places(columns, label, others) if after]
    chosen = chosen or [value for _, value in places]
    return [_without_signs(value) for value in chosen]


def _places(text: str, label: str, others: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each place of a label: `_after` it, and the value after it."""
    # A longer label goes first: “Show tips” is no “Tips”.
    ends = [_label(other).pattern for other in sorted(others, key=len, reverse=True)]
    end_of_value = re.compile("|".join(ends), re.IGNORECASE) if ends else None
    for found in _label(label).finditer(text):
        colon = _COLON.match(text, found.end())
        start = colon.end() if colon and colon[1] else found.end()
        value = _line_from(text, start) or _next_line(text, start)
        cut = end_of_value.search(value) if end_of_value else None
        if cut:
            value = _AND.sub("", value[: cut.start()].rstrip())
        yield _after(text, found.start(), colon), value


def _after(text: str, place: int, colon: re.Match[str] | None) -> str:
    """What follows a label: ``:``, `ROW` for the next cell in the row of a table, or nothing of both."""
    if not colon or not colon[1]:
        return ""
    return ROW if text.startswith(ROW, text.rfind("\n", 0, place) + 1) else ":"


def _number_after(text: str, label: str, columns: str = "") -> int | float | None:
    found, in_words = _numbers(text, label)
    after_colon = found[":"] or found[ROW]
    if in_words:
        after_colon = after_colon or found[""] or in_words
    numbers = after_colon or _numbers(columns, label)[0][":"] or found[""]
    return _value_of(numbers[-1]) if numbers else None


def _numbers(text: str, label: str) -> tuple[dict[str, list[str]], list[str]]:
    """The numbers after a label, by what is between the two (`_after`); and those after a colon and words."""
    found: dict[str, list[str]] = {":": [], ROW: [], "": []}
    in_words: list[str] = []
    for place in _label(label).finditer(text):
        colon = _COLON.match(text, place.end())
        after = _after(text, place.start(), colon)
        if number := _AFTER_SIGNS.match(text, place.end()):
            found[after].append(number[1])
        elif colon and after:
            numbers = _NUMBER.findall(_line_from(text, colon.end()))
            in_words += numbers if len(numbers) == 1 else []
    return found, in_words


def _line_from(text: str, start: int) -> str:
    """The rest of a line, cut off if it is long."""
    return text[start : start + _MAX_VALUE].partition("\n")[0].strip()


def _next_line(text: str, start: int) -> str:
    """The next line that is not empty."""
    rest = text[start : start + _MAX_VALUE].partition("\n")[2].lstrip(" \n")
    return "" if rest.startswith(_COLUMN_END) else rest.partition("\n")[0]


def _without_signs(text: str) -> str:
    """A value without the punctuation at its ends; empty if it has nothing else."""
    start = _SIGNS_BEFORE.match(text)
    ending = _SIGNS_AFTER.match(text[::-1])
    left, right = start.end() if start else 0, len(text) - (ending.end() if ending else 0)
    return text[left:right]


def _value_of(written: str) -> int | float:
    number = re.sub(r"[ '’_٬]", "", re.sub("^[−－]", "-", written)).replace("٫", ".")
    if re.fullmatch(r"-?(?!0)\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    elif "," in number or number.count(".") > 1:
        number = number.replace(".", "").replace(",", ".")
    if "." not in number:
        return int(number)
    return int(float(number)) if float(number).is_integer() else float(number)
