"""The text that a browser shows of Markdown, HTML or a formula.

Streamlit's additions to Markdown are those of its frontend's ``StreamlitMarkdown``. `page_text` says which
element of a page has which of them.
"""

from __future__ import annotations

import functools
import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_COLOURS = "red|orange|yellow|green|blue|violet|gray|grey|primary|rainbow"
_DIRECTIVE = re.compile(r":([a-z][a-z0-9-]*)\[")
_KNOWN = re.compile(rf"(?:{_COLOURS})(?:-background|-badge)?|small|shimmer|color")
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,500}\}")
_ICON = re.compile(r":(?:material/\w+|material_\w+|streamlit):")
_MATH = re.compile(r"\$\$([^$]+)\$\$|\$((?![\s$])[^$\n]*[^\s$]|[^\s$])\$(?!\d)")
_LATEX_TEXT = re.compile(r"\\(?:text|textbf|textit|mathrm|mathbf|mathit|operatorname) ?\{([^{}]*)\}")
_LATEX_SPACE = re.compile(r"\\[,;:! ]|\\q?quad\b|~")
_ARROWS = {"<->": "↔", "->": "→", "<-": "←", "--": "—", ">=": "≥", "<=": "≤", "~=": "≈"}
_ARROW = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_MAX_NESTING = 20
_MAX_NAME = 300
"""Characters of a column's name, which is repeated with each of its cells."""
_TASK = re.compile(r"(<li>\s*(?:<p>)?)\[[ xX]\] ")
_MARKUP = re.compile(
    r"[\\`*_\[\]<>&$#~|\r]|:[^\s]|^[^\S\n]*(?:[-+=]|\d+[.)])|[^\S\n]{2}|\n[^\S\n]|[^\S\n]\n|\n\n|-[->]|=",
    re.MULTILINE,
)
"""What may be markup in Markdown: most texts of a page have none of it, and are not parsed."""
_SIMPLE = re.compile(r"`([^`\s]+)`|\*\*([^\W_](?:[\w ]*[^\W_])?)\*\*(?!\*)")
"""The most common markup, which is read without a parser: ``st.write`` puts numbers between backticks."""

_UNCLOSED = re.compile("""<(?!(?:[^<>"']|"[^"]{0,300}"|'[^']{0,300}'){0,500}>)""")
_DECLARATION = re.compile(r"<[!?][^>]*>")

_SPACES = re.compile(r"[^\S\n]")
_NOTHING = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters without width: soft hyphen, zero-width space, word joiner, byte order mark."""

HEAD, CELL, ROW = "\x02", "\x03", "\x04"
"""Prefixes of a table's lines. ``HEAD``: the column names, which are shown, but are no value of anything.
``CELL``: a column's name and a cell; it is not shown like this, but searched for labels. ``ROW``: the cells of a row."""
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul", "caption",
}  # fmt: skip
_UNSEEN = {"head", "noscript", "script", "style", "template", "title"}


def plain_spaces(text: str) -> str:
    """The text with every kind of blank as a space, and without characters of no width."""
    return _NOTHING.sub("", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


@functools.lru_cache(maxsize=2_048)
def markdown_text(text: str, *, allow_html: bool = False) -> str:
    """What a browser shows of Markdown: lines of text, tables as `table_lines`."""
    if not has_markup(text):
        return plain_spaces(_SIMPLE.sub(r"\1\2", text)).strip()
    rendered = _parser(allow_html).render(text)
    return html_text(_TASK.sub(r"\1", rendered))


def has_markup(text: str) -> bool:
    """Whether a text has to be parsed as Markdown, as it may be more than plain text."""
    return _MARKUP.search(_SIMPLE.sub("x", text)) is not None


def html_text(text: str) -> str:
    """What a browser shows of HTML: lines of text, tables as `table_lines`."""
    reader = _Reader()
    reader.feed(_closed(text))
    reader.close()
    return reader.shown()


def latex_text(text: str) -> str:
    """The text of a LaTeX formula, without layout commands."""
    text = _LATEX_SPACE.sub(" ", _LATEX_TEXT.sub(r"\1", text.replace("{,}", ",")))
    return re.sub(r"[{}]", "", text).strip()


def table_lines(head: list[str], rows: list[list[str]]) -> list[str]:
    """A table as lines in which a value follows what it is about: its column's name, or the cell before it.

    First the names of the columns (`HEAD`), then each cell after its column's name (`CELL`), then the rows (`ROW`).
    """
    head = [name[:_MAX_NAME] for name in head]
    top = " ".join(name for name in head if name)
    down = [
        f"{CELL}{name}: {' '.join(cell.splitlines())}"
        for row in rows
        for name, cell in zip(head, row, strict=False)
        if name
    ]
    return [*([f"{HEAD}{top}"] if top else ()), *down, *(ROW + ": ".join(row) for row in rows)]


def _closed(text: str) -> str:
    """HTML without comments, declarations and unclosed tags: the parser takes quadratic time for those."""
    pieces, place = [], 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin)) >= 0:
        pieces.append(text[place:begin])
        place = end + len("-->")
    return _DECLARATION.sub("", _UNCLOSED.sub("&lt;", "".join([*pieces, text[place:]])))


class _Reader(HTMLParser):
    """Collects the lines that HTML shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unseen = self._kept = 0
        self._rows: list[tuple[list[str], bool]] | None = None
        """The table that is being read: each row's cells, and whether all of them are ``th``."""
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in _UNSEEN
        self._kept += tag == "pre"
        if tag == "table":
            self._end_table()
            self._rows = []
        elif self._rows is not None and tag in {"tr", "td", "th"}:
            self._end_cell()
            if tag == "tr" or not self._rows:
                self._rows.append(([], True))
            if tag != "tr":
                self._rows[-1] = (self._rows[-1][0], self._rows[-1][1] and tag == "th")
                self._cell = []
        elif tag in _BLOCKS:
            self._put("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        self._kept -= tag == "pre" and self._kept > 0
        if tag == "table":
            self._end_table()
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in _BLOCKS:
            self._put("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._put(data if self._kept else re.sub(r"[ \t\n\r\f]+", " ", data))

    def _put(self, text: str) -> None:
        (self._pieces if self._cell is None else self._cell).append(text)

    def _end_cell(self) -> None:
        if self._cell is not None and self._rows:
            self._rows[-1][0].append(" ".join("".join(self._cell).split()))
        self._cell = None

    def _end_table(self) -> None:
        self._end_cell()
        rows, self._rows = self._rows or [], None
        head = rows.pop(0)[0] if rows and rows[0][1] else []
        self._put("\n".join(["", *table_lines(head, [cells for cells, _ in rows]), ""]))

    def shown(self) -> str:
        """The lines, without empty ones and repeated spaces."""
        self._end_table()
        lines = plain_spaces("".join(self._pieces)).split("\n")
        return "\n".join(re.sub(r" {2,}", " ", line).strip() for line in lines if line.strip())


@functools.cache
def _parser(allow_html: bool) -> MarkdownIt:  # noqa: FBT001  # the two parsers differ in nothing else
    from markdown_it import MarkdownIt  # noqa: PLC0415  # not every check reads a page

    # A browser shows a line end of the source as a space; here it ends a value, as its author meant it.
    parser = MarkdownIt("commonmark", {"html": allow_html, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "streamlit", _streamlits_own)
    parser.inline.ruler.after("backticks", "math", _math)
    parser.add_render_rule("text", _text)
    parser.add_render_rule("math_inline", _escaped)
    parser.add_render_rule("image", _nothing)
    return parser


def _streamlits_own(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's own signature
    """``:red[…]``, ``:small[…]`` and the like, and icons."""
    if state.src[state.pos] != ":" or (state.pos and state.src[state.pos - 1] == ":"):
        return False
    if icon := _ICON.match(state.src, state.pos, state.posMax):
        state.pos = icon.end()
        return True
    found = _DIRECTIVE.match(state.src, state.pos, state.posMax)
    end = _closing(state).get(found.end() - 1, state.posMax) if found else state.posMax
    if found is None or end >= state.posMax or state.level >= _MAX_NESTING:
        return False
    if not silent:
        _inside(state, found, end)
    attributes = _ATTRIBUTES.match(state.src, end + 1, state.posMax)
    state.pos = attributes.end() if attributes else end + 1
    return True


def _inside(state: StateInline, found: re.Match[str], end: int) -> None:
    if not _KNOWN.fullmatch(found[1]):
        state.pending += "" if found[1] == "help" else f":{found[1]}"
        return
    whole, state.pos, state.posMax = state.posMax, found.end(), end
    state.level += 1
    state.md.inline.tokenize(state)
    state.level -= 1
    state.posMax = whole


def _closing(state: StateInline) -> dict[int, int]:
    """Where each bracket is closed; computed once for a text."""
    if (known := state.env.get(state.src)) is None:
        known = state.env[state.src] = _pairs(state.src)
    return known


def _pairs(text: str) -> dict[int, int]:
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in re.finditer(r"\\.|[\[\]]", text):
        if bracket[0] == "[":
            opened.append(bracket.start())
        elif bracket[0] == "]" and opened:
            pairs[opened.pop()] = bracket.start()
    return pairs


def _math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # as above
    """``$…$`` and ``$$…$$``."""
    found = _MATH.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if found is None or (state.pos and state.src[state.pos - 1] == "$"):
        return False
    if not silent:
        state.push("math_inline", "", 0).content = latex_text(found[1] or found[2])
    state.pos = found.end()
    return True


def _text(_: Any, tokens: Any, index: int, *__: Any) -> str:
    from rich.emoji import Emoji  # noqa: PLC0415  # not every check reads a page

    text = _ARROW.sub(lambda found: _ARROWS[found[1]], tokens[index].content)
    return html.escape(Emoji.replace(text) if text.count(":") > 1 else text)


def _escaped(_: Any, tokens: Any, index: int, *__: Any) -> str:
    return html.escape(tokens[index].content)


def _nothing(*_: Any) -> str:
    return ""
