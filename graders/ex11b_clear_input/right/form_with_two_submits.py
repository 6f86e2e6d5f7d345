from html import escape

import streamlit as st


def notes():
    return st.session_state.setdefault("notes", [])


def fill(text="", urgent=False):
    st.session_state.note = text
    st.session_state.urgent = urgent


def send():
    if text := st.session_state.note:
        notes().append({"text": text, "urgent": st.session_state.urgent})
        fill()


def take_back():
    if notes():
        fill(**notes().pop())


st.title("Notes for the kitchen")
with st.form("box", clear_on_submit=False, enter_to_submit=False):
    st.text_input("Note", key="note")
    st.checkbox("Urgent", key="urgent")
    st.form_submit_button("Send", on_click=send)
    st.form_submit_button("Take back", on_click=take_back)

items = "".join(f"<li>{escape(n['text'])}{' (urgent)' if n['urgent'] else ''}</li>" for n in notes())
st.html(f"<p>Sent:&#32;{len(notes())}</p><ul>{items}</ul>")
