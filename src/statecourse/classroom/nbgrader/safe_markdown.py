"""Makes a student's Markdown safe to show to a teacher who is signed in to Jupyter.

In formgrader a page has all rights of its teacher, and nbgrader reads settings, which are Python, from any
folder that an address names. So no address in a student's text may be requested: no picture, no link.
"""

from __future__ import annotations

import mimetypes
import re
from html.parser import HTMLParser

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

_WORDS = {"br", "code", "del", "em", "input", "span", "strong"}
_BLOCKS = {"blockquote", "div", "hr", "li", "ol", "p", "pre", "ul", *(f"h{n}" for n in range(1, 7))}
_TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
_HARMLESS = _WORDS | _BLOCKS | _TABLES
"""Tags that request no address."""
_UNSAFE_MATHS = re.compile(r"\\(href|url|require|style|class|cssId|unicode|Html)")


def as_read(markdown: str) -> str:
    """The text itself where it is nothing but formatted words; otherwise all of it as a block of code."""
    return markdown if _is_words(markdown) else _as_code(markdown)


def _is_words(markdown: str) -> bool:
    if _UNSAFE_MATHS.search(markdown):
        return False
    try:
        shown, without_html = (_rendered(markdown, escape=escape) for escape in (False, True))
    except Exception:  # noqa: BLE001  # what cannot be rendered here cannot be in formgrader either
        return False
    found = _Tags()
    found.feed(shown)
    return shown == without_html and not found.others


def _rendered(markdown: str, *, escape: bool) -> str:
    """The text as nbgrader's pages show it; ``escape`` shows the HTML in it as text."""
    return str(MarkdownWithMath(renderer=IPythonRenderer(escape=escape)).render(markdown))


class _Tags(HTMLParser):
    """Collects the tags that are more than formatted words."""

    def __init__(self) -> None:
        super().__init__()
        self.others: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect one tag, unless it is harmless."""
        values = dict(attrs)
        # Each heading has a link to itself. A Mermaid diagram is drawn by a script from the net.
        to_itself = tag == "a" and (values.get("href") or "").startswith("#")
        if values.get("class") == "mermaid" or not (to_itself or tag in _HARMLESS):
            self.others.append(tag)


def _as_code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def runs_in_browser(name: str) -> bool:
    """Whether a browser that is sent to a file of this name may run what is in it."""
    kind, packed = mimetypes.guess_type(name)
    # tornado, which serves the files, looks at names in the same way.
    return packed is None and kind is not None and ("html" in kind or "xml" in kind)
