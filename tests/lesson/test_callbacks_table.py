"""The table of callbacks in lesson 05 is what the installed Streamlit has, and more than the old lists."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

PROGRAM = Path(__file__).parents[2] / "lessons" / "05_callbacks" / "which_widgets.py"
# As on the page of the documentation that the course began with.
ON_CHANGE = """
st.checkbox st.color_picker st.date_input st.data_editor st.file_uploader st.multiselect st.number_input st.radio
st.select_slider st.selectbox st.slider st.text_area st.text_input st.time_input st.toggle
"""
ON_CLICK = "st.button st.download_button st.form_submit_button"
NEW = {
    "on_change": {
        "audio_input",
        "camera_input",
        "datetime_input",
        "expander",
        "feedback",
        "pagination",
        "pills",
        "popover",
        "segmented_control",
        "tabs",
    },
    "on_click": {"link_button", "menu_button"},
    "on_submit": {"chat_input"},
    "on_select": {
        "altair_chart",
        "dataframe",
        "echarts_chart",
        "plotly_chart",
        "pydeck_chart",
        "vega_lite_chart",
    },
}


def names(text: str) -> set[str]:
    return {name.removeprefix("st.") for name in text.split()}


def table() -> dict[str, set[str]]:
    """The page's lines; what it marks as new keeps its stars."""
    at = AppTest.from_file(PROGRAM).run()
    assert not at.exception
    rows = [element.value.partition(": ") for element in at.markdown]
    return {parameter: set(found.split(", ")) for parameter, _, found in rows}


def test_old_lists_and_what_is_new_make_the_table():
    """Where a new Streamlit has more, this fails and shows it: then look at what the lesson says."""
    old = {"on_change": names(ON_CHANGE), "on_click": names(ON_CLICK)}
    assert table() == {
        parameter: old.get(parameter, set()) | {f"**{name}**" for name in new}
        for parameter, new in NEW.items()
    }
