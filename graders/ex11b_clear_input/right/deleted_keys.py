"""Keys are deleted in the callback and begun again above the widgets; notes in an object of a class."""

from dataclasses import dataclass

import streamlit as st


@dataclass
class Box:
    note: str = ""
    urgent: bool = False


s = st.session_state
s.setdefault("log", ())


def send():
    if s.note != "":
        s.log = (*s.log, (s.note, s.urgent))
        del s.note, s.urgent


def take_back():
    if s.log:
        *rest, (s.note, s.urgent) = s.log
        s.log = tuple(rest)


empty = Box()
s.setdefault("note", empty.note)
s.setdefault("urgent", empty.urgent)
st.header("Kitchen")
for note, urgent in s.log:
    st.info(f"{note} (urgent)" if urgent else note)
st.caption(f"Sent: {len(s.log)}")
with st.sidebar:
    st.text_input("Note", key="note", placeholder="What is the matter?")
    st.toggle("Urgent", key="urgent")
    st.button("Send", on_click=send)
    st.button("Take back", on_click=take_back, disabled=not s.log)
