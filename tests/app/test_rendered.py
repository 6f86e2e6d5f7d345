"""Markdown and HTML as a browser shows them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statecourse.app.rendered import _parser, html_text, latex_text, markdown_text

PIECES = ["**", "*", "`", "a", "b c", "3", "-", " ", ".", ":", "1. ", "_", "(", "–", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_simple_texts_are_read_as_the_parser_reads_them(text: str) -> None:
    """Most texts do not need it, and must not be read in another way for that."""
    assert markdown_text(text) == html_text(_parser(allow_html=False).render(text))


MARKDOWN = {
    "plain": "plain",
    "**Clicks:** `3`": "Clicks: 3",
    "***a*** __b__ ~~c~~ a_b_c 3\\*4": "a b c a_b_c 3*4",
    "a [link](http://example.org) b": "a link b",
    "![picture](http://example.org/x.png)3": "3",
    "# Head\ntext": "Head\ntext",
    "one\ntwo": "one\ntwo",
    "- one\n- two\n\n1. three": "one\ntwo\nthree",
    "- [x] done": "done",
    "> said": "said",
    "```python\nx = 1\n```": "x = 1",
    "| a | b |\n|---|---|\n| 1 | **2** |": "\2a b\n\3a: 1\n\3b: 2\n\0041: 2",
    "5&nbsp;·&emsp;x &lt;b&gt; &#51;": "5 · x <b> 3",
    "5\u00a0\u20093\u200b4": "5 34",
    ":red[5] :green-background[x] :gray-badge[on] :small[y] :rainbow[z]": "5 x on y z",
    ":red[a :blue[**b**] c] d": "a b c d",
    '[:red[x]](http://example.org) :color[y]{foreground="#f00"}': "x y",
    ":red[not closed": ":red[not closed",
    "12::red[x] at 12:30:45": "12::red[x] at 12:30:45",
    ":material/home: Wave :streamlit:": "Wave",
    ":tada: done :no_such_thing:": "🎉 done :no_such_thing:",
    "a -> b <- c -- d <= e": "a → b ← c — d ≤ e",
    "$x^2$ and $$\\text{Clicks: }3$$": "x^2 and Clicks: 3",
    "costs $5 and $6": "costs $5 and $6",
    "<b>3</b>": "<b>3</b>",
    "-3": "-3",
}


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown(text: str) -> None:
    """With what Streamlit adds to it; HTML is plain text there."""
    assert markdown_text(text) == MARKDOWN[text]


def test_markdown_in_which_html_is_allowed() -> None:
    """Tags are no text, nor are styles and scripts."""
    text = "<div>Clicks:\n <b>3</b></div>\n\n*x* <span style='a'>y</span><br>z<style>a{}</style>"
    assert markdown_text(text, allow_html=True) == "Clicks: 3\nx y\nz"


HTML = {
    "<p>Hi &nbsp;<b>there</b><p>you": "Hi there\nyou",
    "a<br>b<hr/>c": "a\nb\nc",
    "<script>no</script><title>no</title>yes<!-- no -->": "yes",
    "<ul><li>one<li>two</ul>": "one\ntwo",
    "<pre>a\n b</pre>": "a\nb",
    "<table><tr><th>A<th>B<tr><td>1<td>2</table>": "\2A B\n\3A: 1\n\3B: 2\n\0041: 2",
    "<table><tr><th>Name</th><td>Ada</td></tr><tr><th>Likes</th><td>3</td></tr></table>": "\4Name: Ada\n\4Likes: 3",
    "1 < 2 & 3": "1 < 2 & 3",
}


@pytest.mark.parametrize("text", HTML)
def test_html(text: str) -> None:
    """Blocks are lines, and tables are read by their heads."""
    assert html_text(text) == HTML[text]


def test_a_formula() -> None:
    """Its words and numbers, without what only says how they look."""
    assert latex_text("\\mathbf{Clicks}:\\;1{,}000") == "Clicks: 1,000"


SHAPES = (
    ":red[",
    "[",
    "*",
    "$a",
    "<b",
    ":red[x]",
    "`",
    "a](",
    "|",
    ">",
    "- ",
    "&nbsp;",
    "<td>",
    "<!--",
    ":a:",
    "_",
)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_text_takes_long(shape: str) -> None:
    """Whatever is written again and again."""
    begun = time.thread_time()
    markdown_text(shape * 10_000)
    markdown_text(shape * 10_000, allow_html=True)
    assert time.thread_time() - begun < 5


def test_what_is_nested_deeply_is_read() -> None:
    """Colours within colours, without an end of the stack."""
    assert "x" in markdown_text(":red[" * 3_000 + "x" + "]" * 3_000)
