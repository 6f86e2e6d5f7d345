"""What the judge reads of a page takes time and memory in proportion to what the app sent, or is refused."""

from __future__ import annotations

import time
import types
from typing import TYPE_CHECKING, Any

import pytest

from statecourse.app import page_text
from statecourse.apptest.page_tree import BadPageError

if TYPE_CHECKING:
    from collections.abc import Callable

Judge = Any

SIZE = 3_000
"""Characters of the smaller of two pages; the other one has four times as many."""
MORE, AT_MOST = 4, 9
"""In proportion would be 4, in its square 16; what lies between is noise."""
_FLOOR = 0.004


class Node:
    """An element or a block, as far as reading asks."""

    def __init__(self, kind: str, value: str = "", children: tuple[Node, ...] = (), **more: Any) -> None:
        self.type = kind
        self.value = value
        self.children = dict(enumerate(children))
        self.proto = types.SimpleNamespace(allow_html=True, title="", text="")
        vars(self).update(more)


def page(*nodes: Node) -> Any:
    """An app whose page is this."""
    return types.SimpleNamespace(_tree=Node("root", children=nodes))


def filled(unit: str, size: int) -> str:
    """A text of this size."""
    return (unit * (size // len(unit) + 1))[:size]


def nested(size: int) -> Node:
    """Columns within columns."""
    text = Node("text", filled("Items: 3\n", size // 2))
    for _ in range(50):
        text = Node("column", children=(text,))
    return Node(
        "horizontal", children=(text, Node("column", children=(Node("text", filled("a\n", size // 2)),)))
    )


UNITS = (
    "x", "Items: 3\n", "Items ", "Items\n", "Items:", "Items  \n \n", "Items: 1,000 ", "Items: - ", " ", "-", "1,",
    "1 000 ", "[", "![", "[a](", "`", "``a", "*a ", "**", "_a", "<", "<a ", "<!--", "</", "&a", "\\[", "> ", "- a\n",
    "|a|b|\n|-|-|\n", "# a\n", "~~a", "$a", "$$a", ":red[", ":red[a]{", ":a:", "a\n\n", "a\n=\n", "```\na\n", "<b>a",
    "<td>a", "<tr>", "<table>", "<?", "<![CDATA[", "[a]: b\n", "\ta\n", '"', "{", "[1,",
)  # fmt: skip
PAGES: dict[str, Callable[[int], list[Node]]] = {
    **{f"Markdown of {unit!r}": lambda size, unit=unit: [Node("markdown", filled(unit, size))] for unit in UNITS},  # type: ignore[misc]
    **{f"HTML of {unit!r}": lambda size, unit=unit: [Node("html", filled(unit, size))] for unit in UNITS if "<" in unit},  # type: ignore[misc]
    **{f"text of {unit!r}": lambda size, unit=unit: [Node("text", filled(unit, 4 * size))] for unit in UNITS if "1" in unit or " " in unit},  # type: ignore[misc]
    "JSON": lambda size: [Node("json", f"[{filled('1,', size)[:-1]}]")],
    "brackets of JSON": lambda size: [Node("json", filled("[1,", size))],
    "formulas": lambda size: [Node("latex", filled("\\text{a}", size) + filled("\\text{", size))],
    "many elements": lambda size: [Node("markdown", f"Items: {number}") for number in range(size // 9)],
    "nested lists": lambda size: [Node("markdown", "".join(f"{' ' * (2 * (n % 60))}- a\n" for n in range(size // 63)))],
    "nested brackets": lambda size: [Node("markdown", "[" * (size // 2) + "]" * (size // 2))],
    "two columns": lambda size: [Node("column", children=(Node("text", filled("a\n", size // 2)),)) for _ in "ab"],
    "nested columns": lambda size: [nested(size)],
}  # fmt: skip


def read(app: Any) -> None:
    """All that a check can read of a page."""
    page_text.page_text(app)
    page_text.in_page_order(app, ["Items", "no such text"])
    for label in ("Items", "no such label"):
        page_text.texts_after(app, label, others=["Items", "Name"])
        page_text.number_after(app, label)


def seconds(nodes: Callable[[int], list[Node]], size: int) -> float:
    """The processor time that reading takes, at best."""
    best = 60.0
    for _ in range(2):
        app = page(*nodes(size))
        page_text.markdown_text.cache_clear()
        began = time.thread_time()
        read(app)
        best = min(best, time.thread_time() - began)
        if best < _FLOOR:
            break
    return best


@pytest.mark.parametrize("name", PAGES)
def test_reading_takes_time_in_proportion(name: str) -> None:
    """Whatever the page is made of."""
    assert seconds(PAGES[name], MORE * SIZE) < AT_MOST * max(_FLOOR, seconds(PAGES[name], SIZE))


def test_a_page_is_read_once_for_each_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much a check asks of it."""
    asked: list[Node] = []
    real = page_text._lines_of
    monkeypatch.setattr(page_text, "_lines_of", lambda node: asked.append(node) or real(node))
    app = page(Node("text", "Items: 3"))
    read(app)
    assert len(asked) == 2
    assert page_text.number_after(app, "Items") == 3


def table(rows: int, cell: str, column: str = "a") -> Node:
    """A table of which each cell is one and the same text."""
    import pandas as pd  # noqa: PLC0415  # large

    return Node("dataframe", value=pd.DataFrame({column: [cell] * rows}))  # type: ignore[arg-type]


def wide_head() -> Node:
    """A table in Markdown whose column has a long name, which is said with each cell."""
    return Node("markdown", f"|{'a' * 50_000}|\n|-|\n{'|x|' + chr(10)}" + "|x|\n" * 20_000)


@pytest.mark.parametrize(
    ("node", "why"),
    [
        (Node("text", "x" * 5_000_001), "more than 5,000,000 characters"),
        (Node("markdown", "**x** y_z " * 20_001), "more than 200,000 characters of Markdown or HTML"),
        (Node("html", "<b>x</b>" * 25_001), "more than 200,000 characters of Markdown or HTML"),
        (Node("json", "[" * 400 + "1," * 200_000 + "1" + "]" * 400), "more than 5,000,000 characters"),
        (table(200, "x" * 1_000_000), "more than 5,000,000 characters"),
        (table(200, "x", "x" * 5_000_001), "more than 5,000,000 characters"),
        (wide_head(), "more than 5,000,000 characters"),
    ],
    ids=["text", "Markdown", "HTML", "JSON", "cells", "a column's name", "a Markdown table"],
)  # fmt: skip
def test_what_is_more_than_a_page_shows_is_refused(node: Node, why: str) -> None:
    """In words that say how much may be there; also where few bytes stand for much."""
    with pytest.raises(BadPageError, match=why):
        page_text.page_text(page(node))


def test_a_right_app_that_shows_megabytes_passes(judge: Judge) -> None:
    """And takes seconds."""
    check = "def test_x(app):\n    app.run()\n" + "    expect(number_after(app, 'Count')).to_be(1)\n" * 9
    judge.submission_seconds = 15
    app = 'st.text("x " * 1_200_000)\nst.write("long line\\n" * 200_000)\nst.write("Count: 1")\n'
    assert judge.one(check, app).outcome == "passed"
