"""The box is a fragment; sending runs the whole page."""

import streamlit as st

notes = st.session_state.setdefault("notes", [])


def send():
    if st.session_state.note:
        notes.insert(0, (st.session_state.note, st.session_state.urgent))
        st.session_state.update(note="", urgent=False)


def take_back():
    if notes:
        note, urgent = notes.pop(0)
        st.session_state.update(note=note, urgent=urgent)


@st.fragment
def box():
    st.text_input("Note", key="note")
    st.checkbox("Urgent", key="urgent")
    if st.button("Send", on_click=send) | st.button("Take back", on_click=take_back):
        st.rerun()


box()
for note, urgent in notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(notes)}")
