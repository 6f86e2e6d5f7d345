"""Buttons, numbers, dates and text: what a widget tells, and what doing something with it does."""

# what a widget gives has no time zone

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from statecourse.seam.older import AppTestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


# --- buttons -----------------------------------------------------------------------------------


def test_a_button_is_true_for_one_run(show: Show) -> None:
    """A clicked button is true in the run that follows, and false in the next."""
    at = show("st.button('A', key='a', help='H'); st.button('B')\nst.text(st.session_state.a)")
    assert (at.button(key="a").label, at.button[0].help, at.button[0].value) == ("A", "H", False)
    assert at.button[0].click().value is True
    assert at.button[0].click().run().button.values == [True, False]
    assert at.text[0].value == "True"
    assert at.run().button.values == [False, False]


def test_a_button_can_be_unclicked(show: Show) -> None:
    """A click can be taken back before the run."""
    at = show("st.text(st.button('A'))")
    at.button[0].click().set_value(False).run()
    assert at.text[0].value == "False"


def test_a_callback_runs_before_the_script(show: Show) -> None:
    """A callback with arguments runs first, once for each click."""
    script = """
def add(n, times=1):
    st.session_state.total = st.session_state.get("total", 0) + n * times
st.text(st.session_state.get("total", 0))
st.button("Add", on_click=add, args=(2,), kwargs={"times": 3})
"""
    at = show(script)
    at.button[0].click().run()
    assert at.text[0].value == "6"
    assert at.button[0].click().run().text[0].value == "12"
    assert at.run().text[0].value == "12"


def test_a_download_button_can_be_clicked(show: Show) -> None:
    """A download button reruns the app and is true in that run."""
    at = show("st.text(st.download_button('Get', 'data', 'a.txt', key='d', help='H'))")
    button = at.download_button(key="d")
    assert (button.label, button.help, button.value) == ("Get", "H", False)
    assert button.click().run().text[0].value == "True"
    assert at.download_button[0].value is True
    assert at.run().download_button.values == [False]


def test_a_menu_button_gives_the_option(show: Show) -> None:
    """A menu button gives the option that was clicked, for one run."""
    at = show("st.text(st.menu_button('Do', ['cut', 'copy'], key='m', help='H'))")
    menu = at.menu_button(key="m")
    assert (menu.label, menu.options, menu.help, menu.value) == ("Do", ["cut", "copy"], "H", None)
    assert menu.click("copy").run().text[0].value == "copy"
    assert at.menu_button[0].value == "copy"
    assert at.menu_button[0].click_index(0).run().text[0].value == "cut"
    assert at.run().text[0].value == "None"


def test_a_menu_button_formats_its_options(show: Show) -> None:
    """A menu button shows labels, and gives the options themselves."""
    at = show("got = st.menu_button('Go', [10, 20], format_func=lambda n: f'{n} km')\nst.text(repr(got))")
    assert at.menu_button[0].options == ["10 km", "20 km"]
    assert at.menu_button[0].format_func(7) == "7 km"
    assert at.menu_button[0].click_index(1).run().text[0].value == "20"
    assert at.menu_button[0].click(10).run().text[0].value == "10"


# --- on and off --------------------------------------------------------------------------------


def test_a_checkbox_is_checked_and_unchecked(show: Show) -> None:
    """A checkbox tells its value, and keeps it."""
    at = show("st.checkbox('A', help='H'); st.checkbox('B', True, key='b'); st.text(st.session_state.b)")
    assert (at.checkbox[0].label, at.checkbox[0].help) == ("A", "H")
    assert at.checkbox.values == [False, True]
    at.checkbox[0].check().run()
    assert at.checkbox(key="b").uncheck().run().checkbox.values == [True, False]
    assert at.text[0].value == "False"
    assert at.checkbox[0].set_value(False).run().checkbox[0].value is False


def test_a_toggle_is_no_checkbox(show: Show) -> None:
    """A toggle is listed apart, and set like a checkbox."""
    at = show("st.toggle('T', key='t'); st.checkbox('C')")
    assert (len(at.toggle), len(at.checkbox)) == (1, 1)
    assert at.toggle[0].set_value(True).run().toggle(key="t").value is True
    assert at.session_state.t is True


# --- numbers -----------------------------------------------------------------------------------


def test_a_number_input_counts_within_its_limits(show: Show) -> None:
    """A number input goes up and down by its step, and not past its limits."""
    at = show("st.number_input('N', 1, 10, 5, 3); st.number_input('F', value=0.5)")
    number = at.number_input[0]
    assert (number.min, number.max, number.step, number.value) == (1, 10, 3, 5)
    assert at.number_input[1].value == 0.5
    assert number.increment().run().number_input[0].value == 8
    assert at.number_input[0].increment().run().number_input[0].value == 10
    assert at.number_input[0].set_value(2).decrement().run().number_input[0].value == 1
    assert at.number_input[1].decrement().run().number_input[1].value == pytest.approx(0.49)


def test_a_number_input_keeps_whole_numbers_whole(show: Show) -> None:
    """An int stays an int, and a float a float."""
    at = show("a = st.number_input('N', value=1)\nb = st.number_input('F', value=1.0)\nst.text((a, b))")
    at.number_input[0].set_value(2)
    at.number_input[1].set_value(2)
    assert at.run().text[0].value == "(2, 2.0)"
    assert [type(value) for value in at.number_input.values] == [int, float]


def test_a_number_input_can_be_empty(show: Show) -> None:
    """A number input without a value gives None, also after it was emptied."""
    at = show("st.text(st.number_input('N', value=None, placeholder='?'))")
    assert (at.number_input[0].value, at.text[0].value, at.number_input[0].placeholder) == (None, "None", "?")
    assert at.number_input[0].increment().value is None
    assert at.number_input[0].set_value(3).run().text[0].value == "3.0"
    assert at.number_input[0].set_value(None).run().text[0].value == "None"


def test_sliders_of_every_type(show: Show) -> None:
    """A slider tells numbers, dates, times and moments as what they are."""
    script = """
from datetime import date, datetime, time
st.slider("default")
st.slider("int", -100, 100, 10, 5, help="H")
st.slider("float", 0.0, 1.0, 0.5, 0.01)
st.slider("time", value=(time(11, 30), time(12, 45)))
st.slider("moment", value=datetime(2020, 1, 1, 9, 30))
st.slider("date", date(2020, 1, 1), date(2020, 12, 31), (date(2020, 2, 1), date(2020, 3, 1)))
"""
    at = show(script)
    assert at.slider.values == [
        0,
        10,
        0.5,
        (time(11, 30), time(12, 45)),
        datetime(2020, 1, 1, 9, 30),
        (date(2020, 2, 1), date(2020, 3, 1)),
    ]
    at.slider[1].set_value(50)
    at.slider[3].set_range(time(12), time(12, 15))
    at.slider[4].set_value(datetime(2020, 1, 10, 8))
    at.slider[5].set_range(date(2020, 5, 1), date(2020, 6, 1)).run()
    assert at.slider.values == [
        0,
        50,
        0.5,
        (time(12), time(12, 15)),
        datetime(2020, 1, 10, 8),
        (date(2020, 5, 1), date(2020, 6, 1)),
    ]
    assert [slider.data_type for slider in at.slider] == [0, 0, 1, 4, 2, 3]
    assert (at.slider[1].min, at.slider[1].max, at.slider[1].step, at.slider[1].help) == (-100, 100, 5, "H")


def test_a_slider_range_by_list(show: Show) -> None:
    """A range can be set with `set_value`, too."""
    at = show("st.text(st.slider('R', 0, 10, (2, 8), key='r'))")
    assert at.slider(key="r").set_value((3, 4)).run().text[0].value == "(3, 4)"
    assert at.session_state.r == (3, 4)


def test_pagination_goes_to_a_page(show: Show) -> None:
    """Pagination counts from one, and refuses pages that there are not."""
    at = show("st.text(st.pagination(5, default=2, key='p'))")
    pages = at.pagination(key="p")
    assert (pages.value, pages.num_pages, pages.default) == (2, 5, 2)
    assert pages.select(4).run().text[0].value == "4"
    assert at.pagination[0].set_value(5).run().pagination.values == [5]
    for wrong in (0, 6, True, "1"):
        with pytest.raises(AppTestError, match="between 1 and 5"):
            at.pagination[0].set_value(wrong)


@pytest.mark.parametrize(("options", "best"), [("thumbs", 1), ("faces", 4), ("stars", 4)])
def test_feedback_is_a_number_or_none(show: Show, options: str, best: int) -> None:
    """Feedback is none at first, a number from zero on, and none again when cleared."""
    at = show(f"st.text(st.feedback({options!r}, key='f'))")
    assert at.feedback(key="f").value is None
    assert at.feedback[0].set_value(best).run().text[0].value == str(best)
    assert at.feedback[0].value == best
    assert at.feedback[0].set_value(None).run().text[0].value == "None"


# --- text --------------------------------------------------------------------------------------


def test_a_text_input_takes_what_fits(show: Show) -> None:
    """`input` refuses text that is too long; `set_value` does not look."""
    at = show("st.text(st.text_input('T', 'x', max_chars=3, key='t', placeholder='P', help='H'))")
    field = at.text_input(key="t")
    assert (field.label, field.value, field.max_chars) == ("T", "x", 3)
    assert (field.placeholder, field.help, field.disabled) == ("P", "H", False)
    assert field.input("long").value == "x"
    assert field.input("abc").run().text[0].value == "abc"
    assert at.text_input[0].set_value("").run().text[0].value == ""


def test_a_text_area_takes_what_fits(show: Show) -> None:
    """A text area keeps its lines, and refuses what is too long."""
    at = show("st.code(st.text_area('T', max_chars=5, key='t')); st.text(st.text_area('N', None))")
    assert at.text_area(key="t").input("too long").value == ""
    assert at.text_area[0].input("a\nb").run().code[0].value == "a\nb"
    assert at.text_area[1].value is None
    assert at.text_area[1].set_value("é€😀").run().text[0].value == "é€😀"
    assert at.text_area[1].set_value(None).run().text[0].value == "None"


def test_a_color_is_picked(show: Show) -> None:
    """A colour is picked with or without its hash."""
    at = show("st.color_picker('C'); st.color_picker('S', '#ABC')")
    assert at.color_picker.values == ["#000000", "#ABC"]
    at.color_picker[0].pick("123456")
    assert at.color_picker[1].set_value("#00ff00").run().color_picker.values == ["#123456", "#00ff00"]


# --- dates and times ---------------------------------------------------------------------------


def test_a_date_input_takes_dates_and_ranges(show: Show) -> None:
    """A date input gives one date, a range, or nothing."""
    script = """
from datetime import date
st.date_input("D", date(2023, 4, 17), min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
st.date_input("R", (date(2020, 1, 1), date(2030, 1, 1)))
st.date_input("N", None)
"""
    at = show(script)
    assert at.date_input.values == [date(2023, 4, 17), (date(2020, 1, 1), date(2030, 1, 1)), None]
    assert (at.date_input[0].min, at.date_input[0].max) == (date(2020, 1, 1), date(2030, 1, 1))
    assert [field.is_range for field in at.date_input] == [False, True, False]
    at.date_input[0].set_value(datetime(2023, 5, 1, 12))
    at.date_input[1].set_value((date(2023, 1, 1), date(2024, 1, 1)))
    at.date_input[2].set_value(date(2022, 2, 2)).run()
    assert at.date_input.values == [date(2023, 5, 1), (date(2023, 1, 1), date(2024, 1, 1)), date(2022, 2, 2)]


def test_a_time_input_goes_by_its_step(show: Show) -> None:
    """A time input goes up and down by its step, and can be empty."""
    script = "from datetime import time\nst.time_input('T', time(8, 45)); st.time_input('N', None, step=600)"
    at = show(script)
    assert at.time_input.values == [time(8, 45), None]
    assert (at.time_input[0].step, at.time_input[1].step) == (900, 600)
    assert at.time_input[0].increment().run().time_input[0].value == time(9)
    assert at.time_input[0].decrement().run().time_input[0].value == time(8, 45)
    assert at.time_input[1].increment().value is None
    assert at.time_input[1].set_value(datetime(2020, 1, 1, 3, 4)).run().time_input[1].value == time(3, 4)


def test_a_datetime_input_takes_moments(show: Show) -> None:
    """A datetime input gives a moment, or nothing."""
    script = """
from datetime import datetime
st.datetime_input("D", datetime(2024, 1, 2, 3, 0), key="d")
st.datetime_input("N", None)
"""
    at = show(script)
    assert at.datetime_input.values == [datetime(2024, 1, 2, 3), None]
    assert at.datetime_input(key="d").step == timedelta(minutes=15).seconds
    at.datetime_input(key="d").set_value(datetime(2024, 5, 6, 7, 30)).run()
    assert at.datetime_input[0].value == datetime(2024, 5, 6, 7, 30)
    assert at.datetime_input[1].set_value(datetime(2025, 1, 1)).run().datetime_input[1].value.year == 2025


# --- all of them -------------------------------------------------------------------------------

WIDGETS = {
    "button": ("st.button('W', disabled=True)", True),
    "download_button": ("st.download_button('W', 'x', disabled=True)", True),
    "menu_button": ("st.menu_button('W', ['a'], disabled=True)", "a"),
    "checkbox": ("st.checkbox('W', disabled=True)", True),
    "toggle": ("st.toggle('W', disabled=True)", True),
    "radio": ("st.radio('W', ['a', 'b'], disabled=True)", "b"),
    "selectbox": ("st.selectbox('W', ['a', 'b'], disabled=True)", "b"),
    "multiselect": ("st.multiselect('W', ['a', 'b'], disabled=True)", ["b"]),
    "pills": ("st.pills('W', ['a', 'b'], disabled=True)", "b"),
    "segmented_control": ("st.segmented_control('W', ['a', 'b'], disabled=True)", "b"),
    "select_slider": ("st.select_slider('W', ['a', 'b'], disabled=True)", "b"),
    "slider": ("st.slider('W', disabled=True)", 5),
    "number_input": ("st.number_input('W', disabled=True)", 5),
    "pagination": ("st.pagination(5, disabled=True)", 5),
    "feedback": ("st.feedback(disabled=True)", 1),
    "text_input": ("st.text_input('W', disabled=True)", "b"),
    "text_area": ("st.text_area('W', disabled=True)", "b"),
    "date_input": ("st.date_input('W', disabled=True)", date(2024, 1, 1)),
    "time_input": ("st.time_input('W', disabled=True)", time(1)),
    "datetime_input": ("st.datetime_input('W', disabled=True)", datetime(2024, 1, 1)),
    "color_picker": ("st.color_picker('W', disabled=True)", "#123456"),
    "chat_input": ("st.chat_input('W', disabled=True)", "b"),
    "file_uploader": ("st.file_uploader('W', disabled=True)", ("a", b"", "text/plain")),
    "camera_input": ("st.camera_input('W', disabled=True)", ("a.jpg", b"", "image/jpeg")),
    "audio_input": ("st.audio_input('W', disabled=True)", ("a.wav", b"", "audio/wav")),
}


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_disabled_widget_refuses(show: Show, kind: str) -> None:
    """A widget that is greyed out cannot be changed, as nobody could in a browser."""
    script, value = WIDGETS[kind]
    (widget,) = show(script).get(kind)
    assert widget.disabled
    with pytest.raises(AppTestError, match="Cannot update a disabled"):
        widget.set_value(value)


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_widget_can_be_run_itself(show: Show, kind: str) -> None:
    """Every widget is there in a second run as in the first, and `run` on it gives the app."""
    at = show(WIDGETS[kind][0].replace("disabled=True", "key='w'"))
    before = at.get(kind)[0].value
    assert at.get(kind)[0].run() is at
    assert not at.exception
    assert (at.get(kind)[0].value, at.get(kind)[0].key) == (before, "w")


@pytest.mark.parametrize("kind", WIDGETS)
def test_a_callback_is_called_once_for_a_change(show: Show, kind: str) -> None:
    """What a widget calls on a change is called in the run that brings it, and not in the next."""
    made, value = WIDGETS[kind]
    event = "on_submit" if kind == "chat_input" else "on_click" if "button" in kind else "on_change"
    count = "lambda: st.session_state.update(calls=st.session_state.get('calls', 0) + 1)"
    at = show(made.replace("disabled=True", f"{event}={count}"))
    at.get(kind)[0].set_value(value).run()
    assert at.session_state.calls == 1
    assert at.run().session_state.calls == 1
    assert not at.exception


def test_a_widget_refuses_what_it_cannot_do(show: Show) -> None:
    """An interaction that a widget does not have is refused, and says so."""
    at = show("st.checkbox('C', key='c'); st.data_editor({'a': [1]}, key='d'); st.dataframe({'a': [1]})")
    with pytest.raises(AppTestError, match="click\\(\\) is not supported for checkbox"):
        at.checkbox[0].click()
    with pytest.raises(AppTestError, match="Assign the edit state"):
        at.data_editor[0].set_value(1)
    with pytest.raises(AppTestError, match="not supported for dataframe"):
        at.dataframe[1].set_value(1)
