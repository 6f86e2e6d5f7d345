"""Forms, uploads, chat, and tables that are edited or selected in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.seam.older import AppTestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    Show = Callable[[str], AppTest]


# --- forms -------------------------------------------------------------------------------------

FORM = """
with st.form("f", clear_on_submit={clear}):
    st.text_input("Name", "nobody", key="name")
    st.number_input("Age", 0, key="age")
    st.form_submit_button("Send", on_click=lambda: st.caption(st.session_state.name))
st.text((st.session_state.name, st.session_state.age))
st.checkbox("Outside")
"""


def test_what_is_typed_into_a_form_waits(show: Show) -> None:
    """What is typed into a form is not sent by another run, only by its button."""
    at = show(FORM.format(clear=False))
    at.text_input(key="name").input("Ada")
    at.checkbox[0].check().run()
    assert at.text[0].value == "('nobody', 0)"
    at.text_input(key="name").input("Ada")
    at.number_input(key="age").set_value(36)
    at.button[0].click().run()
    assert at.text[0].value == "('Ada', 36)"
    assert at.caption[0].value == "Ada"
    assert at.run().text[0].value == "('Ada', 36)"


def test_a_form_that_clears_itself(show: Show) -> None:
    """A form that clears gives its values once, and its defaults with the next sending."""
    at = show(FORM.format(clear=True))
    at.text_input(key="name").input("Ada")
    at.form_submit_button[0].click().run()
    assert at.text[0].value == "('Ada', 0)"
    at.number_input(key="age").set_value(5)
    at.form_submit_button[0].click().run()
    assert at.text[0].value == "('nobody', 5)"


def test_a_submit_button_is_true_once(show: Show) -> None:
    """A submit button is true in the run that it caused."""
    at = show("with st.form('f'):\n    sent = st.form_submit_button('Send', key='s')\nst.text(sent)")
    assert at.form_submit_button(key="s").click().run().text[0].value == "True"
    assert at.button(key="s").value is True
    assert at.run().text[0].value == "False"


def test_two_forms_do_not_mix(show: Show) -> None:
    """Sending one form leaves the other waiting."""
    script = """
for name in "ab":
    with st.form(name):
        st.text_input("T", key=f"t{name}")
        st.form_submit_button("Send", key=f"s{name}")
st.text((st.session_state.ta, st.session_state.tb))
"""
    at = show(script)
    at.text_input(key="ta").input("one")
    at.text_input(key="tb").input("two")
    assert at.button(key="sb").click().run().text[0].value == "('', 'two')"


def test_a_form_without_a_button(show: Show) -> None:
    """A form without a submit button is shown, and never sent."""
    at = show("with st.form('f'):\n    st.text_input('T', key='t')\nst.text(st.session_state.t)")
    assert at.form_submit_button.len == 0
    assert at.text_input[0].input("lost").run().text[0].value == ""


def test_a_button_in_a_form_is_an_error(show: Show) -> None:
    """An ordinary button in a form is refused by Streamlit, on the page."""
    at = show("with st.form('f'):\n    st.button('B')")
    assert at.exception[0].proto.type == "streamlit.errors.StreamlitInvalidLayoutContextError"
    assert "form" in at.exception[0].value


# --- uploads -----------------------------------------------------------------------------------


def test_one_file_is_uploaded_kept_and_cleared(show: Show) -> None:
    """An uploaded file reaches the app, stays over runs, and goes when cleared."""
    at = show(
        "f = st.file_uploader('F', ['txt', 'csv'], key='f')\n"
        "st.text(f and (f.name, f.type, f.size, f.getvalue()))"
    )
    uploader = at.file_uploader(key="f")
    assert (uploader.value, uploader.allowed_type, uploader.accept_multiple_files) == (
        None,
        [".txt", ".csv"],
        False,
    )
    assert uploader.upload("a.txt", b"abc", "text/plain").value is None
    uploader.run()
    assert at.text[0].value == "('a.txt', 'text/plain', 3, b'abc')"
    assert at.run().text[0].value == "('a.txt', 'text/plain', 3, b'abc')"
    assert (at.file_uploader[0].value.name, at.session_state.f.getvalue()) == ("a.txt", b"abc")
    at.file_uploader[0].set_value(("b.csv", b"1", "text/csv")).run()
    assert at.text[0].value == "('b.csv', 'text/csv', 1, b'1')"
    assert at.file_uploader[0].clear().run().text[0].value == "None"
    assert at.file_uploader[0].value is None


def test_several_files_are_uploaded(show: Show) -> None:
    """Files add up, are replaced all at once, and are cleared all at once."""
    at = show(
        "fs = st.file_uploader('F', accept_multiple_files=True)\n"
        "st.text([(f.name, f.read().decode()) for f in fs])"
    )
    assert at.file_uploader[0].accept_multiple_files
    assert not at.file_uploader[0].accept_directory
    at.file_uploader[0].upload("a", b"1").upload("b", b"2").run()
    assert at.text[0].value == "[('a', '1'), ('b', '2')]"
    assert [file.name for file in at.run().file_uploader[0].value] == ["a", "b"]
    at.file_uploader[0].set_value([("c", b"3", "x/y")]).run()
    assert at.text[0].value == "[('c', '3')]"
    assert at.file_uploader[0].set_value(None).run().file_uploader[0].value == []


def test_a_directory_is_uploaded(show: Show) -> None:
    """A directory's files keep their relative names."""
    at = show("fs = st.file_uploader('F', accept_multiple_files='directory'); st.text([f.name for f in fs])")
    assert at.file_uploader[0].accept_directory
    at.file_uploader[0].upload("docs/a.txt", b"1").upload("b.txt", b"2").run()
    assert at.text[0].value == "['docs/a.txt', 'b.txt']"


def test_a_file_of_the_wrong_type(show: Show) -> None:
    """A file of a type that the app does not take is refused on the page."""
    at = show("st.file_uploader('F', 'csv')")
    at.file_uploader[0].upload("a.exe", b"x").run()
    assert at.exception[0].proto.type == "streamlit.errors.StreamlitAPIException"


def test_a_large_file_arrives_whole(show: Show) -> None:
    """A file of a megabyte arrives byte for byte."""
    at = show(
        "import hashlib\nf = st.file_uploader('F')\nst.text(f and hashlib.sha256(f.getvalue()).hexdigest())"
    )
    at.file_uploader[0].upload("big", bytes(range(256)) * 4096).run()
    assert at.text[0].value == "fbbab289f7f94b25736c58be46a994c441fd02552cc6022352e3d86d2fab7c83"
    assert len(at.file_uploader[0].value.getvalue()) == 2**20


def test_an_upload_in_a_form_waits(show: Show) -> None:
    """A file that is put into a form is sent by its button."""
    script = """
with st.form("f"):
    file = st.file_uploader("F")
    st.form_submit_button("Send")
st.text(file and file.name)
st.button("Other")
"""
    at = show(script)
    at.file_uploader[0].upload("a", b"1")
    assert at.button[1].click().run().text[0].value == "None"
    at.file_uploader[0].upload("b", b"2")
    assert at.form_submit_button[0].click().run().text[0].value == "b"
    assert at.run().text[0].value == "b"


def test_a_photo_is_taken(show: Show) -> None:
    """A camera gives one JPEG, and refuses anything else."""
    at = show("f = st.camera_input('C', key='c', resolution='720p'); st.text(f and (f.name, f.getvalue()))")
    camera = at.camera_input(key="c")
    assert (camera.value, camera.resolution) == (None, "720p")
    assert (
        camera.set_value(("shot.jpg", b"jpeg", "image/jpeg")).run().text[0].value == "('shot.jpg', b'jpeg')"
    )
    assert at.run().camera_input[0].value.name == "shot.jpg"
    assert at.camera_input[0].upload("two.jpg", b"2").run().text[0].value == "('two.jpg', b'2')"
    assert at.camera_input[0].clear().run().text[0].value == "None"
    for wrong in (("a.png", b"", "image/jpeg"), ("a.jpg", b"", "image/png"), [], "a.jpg"):
        with pytest.raises(AppTestError, match="camera_input"):
            at.camera_input[0].set_value(wrong)


def test_a_recording_is_made(show: Show) -> None:
    """A microphone gives one WAV file, and refuses anything else."""
    at = show("f = st.audio_input('A', key='a'); st.text(f and (f.name, f.type, f.getvalue()))")
    audio = at.audio_input(key="a")
    assert (audio.value, audio.sample_rate) == (None, 16000)
    assert audio.upload("clip.wav", b"RIFF").run().text[0].value == "('clip.wav', 'audio/wav', b'RIFF')"
    assert at.run().audio_input[0].value.getvalue() == b"RIFF"
    assert at.audio_input[0].set_value(None).run().audio_input[0].value is None
    for wrong in (("a.mp3", b"", "audio/wav"), ("a.wav", b"", "audio/mp3"), [], 1):
        with pytest.raises(AppTestError, match="audio_input"):
            at.audio_input[0].set_value(wrong)


# --- chat --------------------------------------------------------------------------------------


def test_a_chat_message_is_sent_once(show: Show) -> None:
    """A chat message is there in the run that it caused, and not in the next."""
    at = show("st.text(st.chat_input('Say', key='c'))")
    assert (at.chat_input(key="c").placeholder, at.chat_input[0].value) == ("Say", None)
    assert at.chat_input[0].set_value("hi").value == "hi"
    assert at.chat_input[0].run().text[0].value == "hi"
    assert at.chat_input[0].value == "hi"
    assert at.run().text[0].value == "None"
    assert at.chat_input[0].value is None
    with pytest.raises(AppTestError, match="does not accept files"):
        at.chat_input[0].upload("a", b"1")


def test_a_chat_message_with_files(show: Show) -> None:
    """Text and files are sent together, and not again."""
    at = show(
        "m = st.chat_input(accept_file='multiple', file_type=['txt'])\n"
        "st.text(m and (m.text, [(f.name, f.getvalue()) for f in m.files]))"
    )
    at.chat_input[0].set_value("look").upload("a.txt", b"1").upload("b.txt", b"2").run()
    assert at.text[0].value == "('look', [('a.txt', b'1'), ('b.txt', b'2')])"
    sent = at.chat_input[0].value
    assert (sent.text, sent["text"], [file.name for file in sent.files]) == (
        "look",
        "look",
        ["a.txt", "b.txt"],
    )
    assert at.run().text[0].value == "None"
    at.chat_input[0].upload("c.txt", b"3").clear().set_value("no files").run()
    assert at.text[0].value == "('no files', [])"
    with pytest.raises(AppTestError, match="Invalid file extension"):
        at.chat_input[0].upload("a.exe", b"1")


def test_a_chat_message_of_one_file_alone(show: Show) -> None:
    """A file can be sent without text; a second one takes the place of the first."""
    at = show("m = st.chat_input(accept_file=True); st.text(m and (m.text, [f.name for f in m.files]))")
    at.chat_input[0].upload("a", b"1").upload("b", b"2").run()
    assert at.text[0].value == "('', ['b'])"


def test_a_chat_history_grows(show: Show) -> None:
    """A chat app shows what was said, in order."""
    script = """
log = st.session_state.setdefault("log", [])
if said := st.chat_input():
    log.append(("user", said))
    log.append(("ai", said.upper()))
for who, text in log:
    st.chat_message(who).write(text)
"""
    at = show(script)
    at.chat_input[0].set_value("a").run()
    at.chat_input[0].set_value("b").run()
    assert [(m.name, m.markdown[0].value) for m in at.chat_message] == [
        ("user", "a"),
        ("ai", "A"),
        ("user", "b"),
        ("ai", "B"),
    ]
    assert at.session_state.log[-1] == ("ai", "B")


# --- tables ------------------------------------------------------------------------------------


def test_a_data_editor_is_edited_through_the_state(make: type[AppTest]) -> None:
    """Edits that are set in the state before the run are applied by the app."""
    at = make.from_string(
        "import streamlit as st\n"
        "got = st.data_editor({'n': [1, 2], 's': ['a', 'b']}, key='d', num_rows='dynamic')\n"
        "st.text(got)"
    )
    at.session_state.d = {
        "edited_rows": {0: {"n": 9}},
        "added_rows": [{"n": 3, "s": "c"}],
        "deleted_rows": [1],
    }
    at.run()
    assert at.text[0].value == "{'n': [9, 3], 's': ['a', 'c']}"
    assert at.session_state.d["edited_rows"] == {0: {"n": 9}}
    assert at.data_editor[0].value.to_dict("list") == {"n": [1, 2], "s": ["a", "b"]}


@pytest.mark.parametrize("mode", ["fixed", "dynamic", "add", "delete"])
def test_a_data_editor_tells_its_mode(show: Show, mode: str) -> None:
    """A data editor is a dataframe that is not read-only, and tells how it may be edited."""
    at = show(f"st.data_editor({{'a': [1]}}, num_rows={mode!r}, key='d'); st.dataframe({{'a': [1]}})")
    assert (len(at.dataframe), len(at.data_editor)) == (2, 1)
    assert at.data_editor(key="d").editing_mode == mode
    assert at.dataframe[1].editing_mode == "read_only"


def test_rows_are_selected_through_the_state(make: type[AppTest]) -> None:
    """A selection that is set in the state is the one that the app sees."""
    at = make.from_string(
        "import streamlit as st\n"
        "got = st.dataframe({'n': [1, 2]}, key='t', on_select='rerun', selection_mode='multi-row')\n"
        "st.text(got.selection.rows)"
    )
    assert at.run().text[0].value == "[]"
    at.session_state.t = {"selection": {"rows": [1], "columns": [], "cells": []}}
    assert at.run().text[0].value == "[1]"
    assert at.session_state["t"]["selection"]["rows"] == [1]


def test_a_chart_is_selected_in_through_the_state(make: type[AppTest]) -> None:
    """A chart's selection is seeded like a table's."""
    at = make.from_string(
        "import streamlit as st, altair as alt, pandas as pd\n"
        "points = alt.selection_point(name='p', fields=['x'])\n"
        "chart = alt.Chart(pd.DataFrame({'x': [1]})).mark_point().encode(x='x:Q').add_params(points)\n"
        "st.text(st.altair_chart(chart, key='c', on_select='rerun')['selection']['p'])",
        default_timeout=30,
    )
    at.session_state.c = {"selection": {"p": [{"x": 1}]}}
    assert at.run().text[0].value == "[{'x': 1}]"


def test_an_expander_is_opened_through_the_state(show: Show) -> None:
    """A container that reports whether it is open can be opened through the state."""
    at = show("box = st.expander('E', key='e', on_change='rerun'); st.text(box.open)")
    assert at.text[0].value == "False"
    at.session_state.e = True
    assert at.run().text[0].value == "True"
