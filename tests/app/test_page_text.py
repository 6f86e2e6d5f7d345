"""Reading a page: its text, the number after a label, a widget by its label, the app's own keys."""

from __future__ import annotations

import time
from typing import Any

import pytest

from statecourse.app.page_text import _number_after, _texts_after
from statecourse.checks import (
    CheckFailed,
    exception_of,
    in_page_order,
    number_after,
    own_keys,
    page_text,
    text_after,
    values,
    widget,
    widgets,
)

Opener = Any


def test_page_text_is_what_the_app_says(open_app: Opener) -> None:
    """Element by element in page order, a metric with its label, and no widgets."""
    script = """
import pandas as pd
st.title("Title")
with st.sidebar:
    st.caption("aside")
st.metric("Clicks", 3)
st.text_input("Name", "typed")
st.dataframe(pd.DataFrame({"a": ["in a table"]}))
left, right = st.columns(2)
right.markdown("**bold**")
left.error("wrong")
st.button("Go")
"""
    text = page_text(open_app(script).run())
    assert text.splitlines()[:2] == ["Title", "Clicks: 3"]
    assert {"in a table" in text, "bold" in text, "wrong" in text, "aside" in text} == {True}
    assert {"typed" in text, "Go" in text} == {False}


@pytest.mark.parametrize(
    ("script", "number"),
    [
        ('st.write("Clicks: 3")', 3),
        ('st.write("Clicks:", 3)', 3),
        ('st.metric("Clicks", 3)', 3),
        ('st.metric("Clicks", "3.50")', 3.5),
        ('st.markdown("**Clicks:** `3`")', 3),
        ('st.header("Clicks")\nst.subheader("3")', 3),
        ('st.info("clicks = 3")', 3),
        ('st.text("Clicks: -3")', -3),
        ('st.text("Clicks: −3")', -3),
        ('st.text("You have 3 Clicks")', None),
        ('st.text("Clicks so far: 3")', None),
        ('st.text("3")', None),
        ('st.text("Clicks: 1")\nst.text("Clicks: 2")', 2),
        ('st.text("Clicks: 3.0")', 3),
        ('st.text("Clicks: 1")\nst.text("Most: Clicks")\nst.text("2 : 1")', 1),
        ('st.text("Clicks:" + " " * 100_000)', None),
    ],
)
def test_the_number_after_a_label(script: str, number: float | None, open_app: Opener) -> None:
    """However it is shown; the last one counts."""
    assert number_after(open_app(script).run(), "Clicks") == number


def test_a_label_is_text_and_no_pattern(open_app: Opener) -> None:
    """Signs that mean something in a pattern mean themselves."""
    assert number_after(open_app('st.text("Sum (a+b): 7")').run(), "Sum (a+b)") == 7


def test_a_widget_is_found_by_its_label_whatever_its_kind(open_app: Opener) -> None:
    """Letter case and blanks at the ends make no difference."""
    app = open_app('st.toggle(" dark Mode ")\nst.button("Go")').run()
    assert widget(app, "Dark mode").type == "toggle"


def test_labels_are_compared_as_they_are_read(open_app: Opener) -> None:
    """Without Markdown, icons, emoji, and a colon at the end; other signs count."""
    app = open_app(
        'st.button("**Wave**")\nst.toggle(":material/dark_mode: Dark mode ")\nst.text_input("Name:")\n'
        'st.button("Send :rocket:")\nst.button("+")\nst.button("++")'
    ).run()
    kinds = [widget(app, label).type for label in ("Wave", "dark Mode", "name", "Send")]
    assert kinds == ["button", "toggle", "text_input", "button"]
    assert widgets(app, "Wave!") == []
    assert (widget(app, "+").label, widget(app, "++").label) == ("+", "++")


def test_a_label_that_is_just_as_asked_for_comes_first(open_app: Opener) -> None:
    """Others that only come near it are others."""
    app = open_app('st.button("Add :tada:")\nst.button("Add", key="this")').run()
    assert widget(app, "Add").key == "this"
    assert len(widgets(app, "Add")) == 1


def test_of_several_widgets_none_is_taken_in_silence(open_app: Opener) -> None:
    """The failure says how many there are, and of which kind."""
    app = open_app('st.button("Delete", key="a")\nst.button("Delete", key="b")\nst.checkbox("Delete")').run()
    with pytest.raises(CheckFailed) as failed:
        widget(app, "Delete")
    assert str(failed.value.what).startswith("the page has 3 widgets with the label “Delete”")
    assert (
        failed.value.seen == "the first “Delete” (button), the second “Delete” (button), “Delete” (checkbox)"
    )
    assert [node.key for node in widgets(app, "Delete")] == ["a", "b", None]


def test_a_widget_that_cannot_be_used_is_not_meant(open_app: Opener) -> None:
    """Where another one with the same label can be."""
    app = open_app('st.button("Go", key="off", disabled=True)\nst.button("Go", key="on")').run()
    assert widget(app, "Go").key == "on"


def test_a_widget_that_is_not_there_fails_the_check(open_app: Opener) -> None:
    """An element that only looks like it is no widget."""
    with pytest.raises(CheckFailed) as failed:
        widget(open_app('st.write("Go")').run(), "Go")
    assert (failed.value.expected, failed.value.seen) == ("a widget labelled “Go”", "no widgets")


def test_own_keys_are_those_that_the_app_has_put_there(open_app: Opener) -> None:
    """Not those of its widgets, and none of Streamlit's own."""
    script = """
st.session_state.b = 1
st.session_state["a"] = 2
st.text_input("Name", key="name")
with st.form("f"):
    st.form_submit_button("Send")
"""
    assert own_keys(open_app(script).run()) == ["a", "b"]


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ('st.text("fine")', None),
        ("st.stop()", None),
        ("{}['x']", "KeyError"),
        ("def f(:", "SyntaxError"),
        ("import sys; sys.exit()", "SystemExit"),
        ("class Oops(Exception): pass\nraise Oops", "Oops"),
    ],
)
def test_the_type_of_exception_that_ended_the_run(script: str, kind: str | None, open_app: Opener) -> None:
    """By its plain name."""
    assert exception_of(open_app(script).run()) == kind


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('st.write("Hello: **Ada**")', "Ada"),
        ('st.markdown("Hello: :red[Ada]!")', "Ada"),
        ('st.metric("Hello", "Ada")', "Ada"),
        ('st.text("hello:   Ada Lovelace")', "Ada Lovelace"),
        ('st.text("Hello everyone")\nst.text("Hello: Ada")', "Ada"),
        ('st.text("Hello:")', ""),
        ('st.text("Othello: Ada")', None),
        ('st.text("Ada")', None),
    ],
)
def test_the_text_after_a_label(script: str, text: str | None, open_app: Opener) -> None:
    """To the end of its line, without what decorates it."""
    assert text_after(open_app(script).run(), "Hello") == text


def test_a_table_with_gaps_is_read(open_app: Opener) -> None:
    """A cell without a value says so, and the others are read."""
    script = "import pandas as pd\nst.table(pd.DataFrame({'Name': ['Ada', None], 'Likes': [3, None]}))"
    assert number_after(open_app(script).run(), "Likes") == 3


NUMBERS = {
    "Items: 4 €": 4, "Items: € 4": 4, "Items: $4": 4, "Items: 4.00": 4, "Items: 4.50": 4.5, "Items: 4,5": 4.5,
    "Items: 1,000": 1000, "Items: 1,234,567.5": 1234567.5, "Items: 1 000": 1000, "Items: 1'000": 1000,
    "Items: 1.000,50": 1000.5, "Items: 1.000": 1, "Items: 0,500": 0.5, "Items: ٣": 3, "Items: ١٬٠٠٠٫٥": 1000.5,
    "Items: -3": -3, "Items: −3": -3, "Items – 3": 3, "Items = 3": 3, "Items (3)": 3, "Items → 3": 3, "Items: +3": 3,
    "Items: 4/10": 4, "Items: 4 of 10": 4, "Items: 4 items": 4, "Items: 4%": 4, "Items: 3 things, 2 kinds": 3,
    "Items: 3.": 3, "“Items”: “3”": 3, "Items: about 3": 3, "Items: you have 3 of them": 3, "Items : EUR 3": 3,
    "Items\n3": 3, "Items:\n\n3": 3, "items: 3": 3, "Items: 12345678901234567890": 12345678901234567890,
    "Items: 1, 2, 3": 1,
    "3 Items": None, "You have 3 Items": None, "Items so far: 3": None, "MyItems: 3": None, "Items: three": None,
    "Items: level 2, 30 points": None, "Items: 3rd": None, "Items: 12:30": None, "Items: 2026-01-02": None,
    "Items: 1,2,3": None, "Items: 1.2.3": None, "Items: True": None, "Items: none yet": None, "Items: A4": None,
    "Items: about 3-4": None,
}  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
def test_the_ways_of_writing_a_number(text: str) -> None:
    """Those that CONTRIBUTING.md lists; all else is no number."""
    number = _number_after(text, "Items")
    assert (number, type(number)) == (NUMBERS[text], type(NUMBERS[text]))


ONE_LINE = "st.markdown('Volume: :green[5]&nbsp;·&nbsp;Nickname: **Ada B.**&emsp;Show tips: :gray-badge[on]')"


@pytest.mark.parametrize(
    "script",
    [
        ONE_LINE,
        "st.write('Volume 5, nickname *Ada B.* and show tips on')",
        "st.write({'volume': 5, 'nickname': 'Ada B.', 'show tips': 'on'})",
        "st.text('Volume: 5\\nNickname: Ada B.\\nShow tips: on')",
        "st.write('Volume: 5\\nNickname: Ada B.\\nShow tips: on')",
        "st.write('| Volume | Nickname | Show tips |\\n|-|-|-|\\n| 5 | Ada B. | on |')",
        "for c, (l, v) in zip(st.columns(3), PAIRS): c.metric(l, v, '+1')",
        "for l, v in PAIRS: a, b = st.columns(2); a.write(l); b.write(v)",
        "a, b = st.columns(2)\nfor l, v in PAIRS: a.write(l); b.write(v)",
        "st.table({l: [v] for l, v in PAIRS})",
        "import pandas as pd\nst.dataframe(pd.DataFrame(PAIRS))",
        "st.html('<ul>' + ''.join(f'<li><b>{l}</b>: {v}' for l, v in PAIRS) + '</ul>')",
        "for l, v in PAIRS: st.markdown(f'<p>{l}: <b>{v}</b></p>', unsafe_allow_html=True)",
        "for l, v in PAIRS: st.subheader(l); st.info(v)",
        "with st.expander(f'Volume: {5}'): st.latex('\\\\text{Nickname: Ada B.}'); st.caption('Show tips: on')",
    ],
)
def test_several_values_however_they_are_laid_out(script: str, open_app: Opener) -> None:
    """Each ends where the next label begins."""
    pairs = "PAIRS = [('Volume', '5'), ('Nickname', 'Ada B.'), ('Show tips', 'on')]\n"
    found = values(open_app(pairs + script).run(), ["Volume", "Nickname", "Show tips"])
    assert {label: str(text).rstrip(".") for label, text in found.items()} == {
        "Volume": "5",
        "Nickname": "Ada B",
        "Show tips": "on",
    }


def test_a_table_is_read_as_it_is_shown(open_app: Opener) -> None:
    """With the titles, the columns and the order that the app has chosen for it."""
    frame = "pd.DataFrame({'n': [3], 'old': [9], 'who': ['Ada']}, index=['x'])"
    config = "{'n': st.column_config.NumberColumn('Votes'), 'old': None, 'who': 'Name', '_index': 'Code'}"
    table = (
        f"import pandas as pd\nst.dataframe({frame}, column_config={config}, column_order=['who', 'n', 'old']"
    )
    app = open_app(f"{table})\n{table}, hide_index=True)").run()
    assert page_text(app) == "Code Name Votes\nx: Ada: 3\nName Votes\nAda: 3"
    assert values(app, ["Votes", "Name", "old"]) == {"Votes": "3", "Name": "Ada", "old": None}


@pytest.mark.parametrize(
    "script",
    [
        "import dataclasses\nst.write(dataclasses.make_dataclass('Score', ['Home', 'Guests'])(3, 4))",
        "import streamlit.components.v1 as parts\nparts.html('<p>Home: 3<p>Guests: <b>4</b>')",
    ],
)
def test_objects_and_frames_are_read(script: str, open_app: Opener) -> None:
    """What `st.write` shows of an object, and a page in the page."""
    assert values(open_app(script).run(), ["Home", "Guests"]) == {"Home": "3", "Guests": "4"}


VOTES = "{'Name': ['Ada', 'Bo'], 'Votes': [3, 4]}"


@pytest.mark.parametrize(
    "table",
    [
        f"st.table({VOTES})",
        f"import pandas as pd\nst.dataframe(pd.DataFrame({VOTES}))",
        "st.write('| Name | Votes |\\n|-|-|\\n| Ada | 3 |\\n| Bo | 4 |')",
        "st.html('<table><tr><th>Name<th>Votes<tr><td>Ada<td>3<tr><td>Bo<td>4</table>')",
    ],
)
def test_a_column_of_a_table_is_a_label_where_nothing_else_is(table: str, open_app: Opener) -> None:
    """Each cell is shown once, and read after its column's name, unless the page says more plainly what it is."""
    app = open_app(f"st.write('Votes by name')\n{table}").run()
    assert page_text(app) == "Votes by name\nName Votes\nAda: 3\nBo: 4"
    assert (text_after(app, "Votes"), number_after(app, "Votes"), number_after(app, "Ada")) == ("4", 4, 3)
    for said in ("Votes: 7", "votes = **7**", "Votes: about 7"):
        app = open_app(f"st.write({said!r})\n{table}").run()
        assert (str(text_after(app, "Votes"))[-1], number_after(app, "Votes")) == ("7", 7)


@pytest.mark.parametrize(
    "log",
    [
        "st.dataframe([{'team': 'Guests', 'points': 1}])",
        "st.table([['Guests', 1]])",
        "st.write('| team | points |\\n|-|-|\\n| Guests | 1 |')",
        "st.html('<table><tr><td>Guests<td>1</table>')",
    ],
)
def test_a_row_of_a_table_is_no_label_where_the_page_says_it(log: str, open_app: Opener) -> None:
    """Such as in a log of what happened, above or below; by itself, a row says it."""
    for script in (f"st.write('**Guests:** 6')\n{log}", f"{log}\nst.metric('Guests', 6)"):
        app = open_app(script).run()
        assert (number_after(app, "Guests"), text_after(app, "Guests")) == (6, "6")
    app = open_app(log).run()
    assert (number_after(app, "Guests"), text_after(app, "Guests")) == (1, "1")


def test_a_value_that_is_not_there(open_app: Opener) -> None:
    """An emptied one is empty, although another label follows; a label that is nowhere is None."""
    app = open_app('st.text("Nickname:")\nst.text("Tips: on")').run()
    assert values(app, ["Nickname", "Tips", "Volume"]) == {"Nickname": "", "Tips": "on", "Volume": None}


def test_values_in_columns_of_their_own_are_not_mixed_up(open_app: Opener) -> None:
    """What stands below counts before what stands beside."""
    app = open_app(
        "for c, l, n in zip(st.columns(2), ('Ones', 'Twos'), (1, 2)): c.write(l); c.write(n)"
    ).run()
    assert (number_after(app, "Ones"), number_after(app, "Twos")) == (1, 2)


def test_a_bool_is_text(open_app: Opener) -> None:
    """And a minus belongs to its number."""
    app = open_app('st.write("Tips:", True)\nst.write("Balance:", -3)').run()
    assert (text_after(app, "Tips"), number_after(app, "Tips")) == ("True", None)
    assert (text_after(app, "Balance"), number_after(app, "Balance")) == ("-3", -3)


def test_the_order_of_texts(open_app: Opener) -> None:
    """As they stand on the page first, whatever the order of drawing."""
    app = open_app('top = st.empty()\nst.write("Ada")\nst.write("Bob, Ada")\ntop.write("Cleo")').run()
    assert in_page_order(app, ["Bob", "Ada", "Ad", "Cleo"]) == ["Cleo", "Ada", "Bob"]


@pytest.mark.parametrize(
    "text", ["Hello: ", "Hello", "Hello:3", "Hello!!!!!!!", "Hello Hello: x, ", "9,", "Hello\n"]
)
def test_reading_takes_as_long_as_the_page_is(text: str) -> None:
    """Ten times the text takes about ten times as long, and not a hundred times."""

    def seconds(times: int) -> float:
        page, begun = text * times, time.process_time()
        _texts_after(page, "Hello", ["x", "Bye"])
        _number_after(page, "Hello")
        return time.process_time() - begun

    assert min(seconds(20_000) for _ in range(3)) < 40 * max(0.001, min(seconds(2_000) for _ in range(3)))
