"""A number in the keys: after each note there are other widgets, with their own initial values."""

import streamlit as st

state = st.session_state
state.setdefault("number", 0)
state.setdefault("first", ("", False))
state.setdefault("notes", [])


def fresh(text="", urgent=False):
    state.number += 1
    state.first = (text, urgent)


text = st.text_input("Note", value=state.first[0], key=f"note {state.number}")
urgent = st.checkbox("Urgent", value=state.first[1], key=f"urgent {state.number}")
send, back = st.columns(2)
if send.button("Send", type="primary") and text:
    state.notes.append((text, urgent))
    fresh()
    st.rerun()
if back.button("Take back") and state.notes:
    fresh(*state.notes.pop())
    st.rerun()
st.write("Sent:", len(state.notes))
for text, urgent in state.notes:
    st.text(text + " (urgent)" * urgent)
