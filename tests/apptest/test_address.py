"""The address of an app as a browser has it: what a bound widget writes there, and what a refresh or a link opens."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from statecourse.checks import page_text, widget

if TYPE_CHECKING:
    from conftest import Opener

BOUND = """
def large(): st.session_state.size = 9
bind = {"bind": "query-params"}
st.text_input("Text", key="text", **bind)
st.slider("Size", 1, 10, 5, key="size", **bind)
st.number_input("Part", 0.0, 10.0, 1.0, key="part", **bind)
st.checkbox("On", key="on", **bind)
st.selectbox("Pick", ["a", "b"], key="pick", **bind)
st.selectbox("Any", ["a", "b"], key="any", **bind)
st.multiselect("Several", ["a", "b", "c"], ["a"], key="several", **bind)
st.date_input("Day", "2026-01-01", key="day", **bind)
st.text_input("Loose", key="loose")
st.button("Large", on_click=large)
st.text(st.query_params.to_dict())
"""


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(
    ("label", "value", "name", "written"),
    [
        ("Text", "a & b", "text", "a & b"),
        ("Size", 7, "size", "7"),
        ("Part", 3.0, "part", "3"),
        ("Part", 2.5, "part", "2.5"),
        ("On", True, "on", "true"),
        ("Pick", "b", "pick", "b"),
        ("Several", ["c", "a"], "several", ["c", "a"]),
        ("Several", [], "several", ""),
        ("Day", dt.date(2026, 2, 3), "day", "2026-02-03"),
    ],
)
def test_a_bound_widget_writes_the_address(
    open_app: Opener, label: str, value: object, name: str, written: object, *, live: bool
):
    """The run sees it, as do a refresh, and somebody who opens the link; the initial value takes it away."""
    app = open_app(BOUND, live=live).run()
    initial = widget(app, label).value
    widget(app, label).set_value(value).run()
    assert app.query_params == {name: written}
    assert f"'{name}': " in page_text(app)
    for opened in (app.new_session(same_address=True).run(), app.refresh()):
        assert (widget(opened, label).value, opened.query_params) == (value, {name: written})
    widget(app, label).set_value(initial).run()
    assert app.query_params == {}


@pytest.mark.parametrize("live", [False, True])
def test_only_who_was_changed_writes(open_app: Opener, *, live: bool):
    """Not a widget without `bind`, and none again that the app itself has set; what else is there stays."""
    app = open_app(BOUND, live=live).go_to({"from": "news"})
    widget(app, "Loose").input("x").run()
    assert app.query_params == {"from": "news"}
    widget(app, "Large").click().run()
    assert app.query_params == {"from": "news", "size": "9"}
    app.query_params = {"from": "news"}
    widget(app, "Loose").input("y").run()
    assert "size" not in app.query_params


@pytest.mark.parametrize("live", [False, True])
def test_a_refresh_keeps_the_address_alone(open_app: Opener, *, live: bool):
    script = """
n = st.session_state.n = st.session_state.get("n", 0) + 1
st.query_params["page"] = int(st.query_params.get("page", 0)) + 1
st.text((n, st.query_params["page"], st.query_params.get("who")))
"""
    app = open_app(script, live=live).run().run()
    assert page_text(app) == "(2, '2', None)"
    assert page_text(app.refresh()) == "(1, '3', None)"
    assert page_text(app.go_to({"who": "Ada"})) == "(1, '1', 'Ada')"
    assert page_text(app.new_session().run()) == "(1, '1', None)"
    assert app.steps == [
        "open the app",
        "run the app again (press R)",
        "refresh the page with ?page=2",
        "go to the app’s address with ?who=Ada",
        "in the second tab: open the app",
    ]
