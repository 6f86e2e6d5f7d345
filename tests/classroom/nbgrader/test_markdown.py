"""What of a student's own words a teacher's browser gets to see as they are, and what as a block of code."""

from __future__ import annotations

import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from statecourse.classroom.nbgrader.safe_markdown import as_read, runs_in_browser

WORDS = [
    "",
    'Each run begins *anew*: `st.session_state["n"]` is **kept**.',
    "# Why\n\n1. one\n2. two\n\n> so it is\n\n---",
    "a < b and b > c, and a list[int] & more",
    "$x^2 < 3$",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "- [ ] open\n- [x] done",
    "```python\nif 1 < 2:\n    print('<b>')\n```",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_stay_as_they_are(text: str) -> None:
    assert as_read(text) == text


ADDRESSES = [
    "![mine](/formgrader/?path=submitted/ada/ex01a)",
    "![mine](attachment:pasted.png)",
    "![mine][1]\n\n[1]: page.html",
    "[notes](page.html)",
    "![mine](http://localhost:8888/formgrader/?path=submitted/ada)",
    "[notes](javascript:alert(1))",
    "[notes][1]\n\n[1]: page.html",
    "<http://localhost:8888/formgrader/>",
    "http://localhost:8888/formgrader/",
    "# [up](page.html)",
    "<img src=x onerror=alert(1)>",
    "<a href='page.html'>notes</a>",
    "<b>bold</b>",
    "<style>body {display: none}</style>",
    "<!-- x --><p>",
    "```mermaid\n<script>alert(1)</script>\n```",
    "```mermaid\ngraph TD;\n```",
    "$\\href{page.html}{x}$",
    "$$<script>alert(1)</script>$$\n\n<script>alert(2)</script>",
    "````\n```\n````\n<i>x</i>",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_nothing_is_called_from_a_block_of_code(text: str) -> None:
    """All of the text is there, and the page that is made of it has a block of code and no other tag."""
    shown = as_read(text)
    assert text in shown
    assert shown != text
    page = markdown2html_mistune(shown)
    assert page.startswith("<pre><code>")
    assert page.rstrip().endswith("</code></pre>")
    assert page.count("<") == 4


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.svg", "a.xml", "b/a.xsl"])
def test_files_that_run(name: str) -> None:
    assert runs_in_browser(name)


@pytest.mark.parametrize(
    "name", ["a.py", "a.csv", "a.json", "a.png", "a.md", "a", "timestamp.txt", "a.ipynb"]
)
def test_files_that_do_not(name: str) -> None:
    assert not runs_in_browser(name)
