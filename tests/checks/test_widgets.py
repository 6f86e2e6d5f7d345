"""Widgets as a visitor sets them."""

from __future__ import annotations

from typing import Any

from statecourse.checks import fill, number_after, text_after, widget

Opener = Any

DOOR = """
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.session_state.setdefault("inside", False)

def go_in():
    st.session_state.inside = True

def go_out():
    st.session_state.inside = False

st.text_input("Name", key="name", disabled=st.session_state.inside)
st.button("In", on_click=go_in)
st.button("Out", on_click=go_out)
st.write(f"Runs: {st.session_state.runs}")
"""


def test_what_was_filled_in_before_a_click_is_there_after_it(open_app: Opener) -> None:
    """Also where the click disables the field: a disabled field takes nothing that comes with the click."""
    app = open_app(DOOR).run()
    fill(app, "Name", "Ada")
    assert number_after(app, "Runs") == 2
    fill(app, "Name", "Ada")  # is there already
    assert number_after(app, "Runs") == 2
    widget(app, "In").click().run()
    assert (widget(app, "Name").value, widget(app, "Name").disabled) == ("Ada", True)
    widget(app, "Out").click().run()
    assert (widget(app, "Name").value, widget(app, "Name").disabled) == ("Ada", False)


def test_what_is_filled_in_waits_in_a_form(open_app: Opener) -> None:
    """Until its button is clicked."""
    app = open_app(
        "with st.form('f'):\n"
        "    name = st.text_input('Name')\n"
        "    st.form_submit_button('Send')\n"
        "st.write(f'Sent: {name or None}')"
    ).run()
    fill(app, "Name", "Ada")
    assert text_after(app, "Sent") == "None"
    widget(app, "Send").click().run()
    assert text_after(app, "Sent") == "Ada"
