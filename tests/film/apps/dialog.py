# do: click "Delete all"
# do: click "Yes, delete"
"""Asks before it deletes."""
import streamlit as st

st.session_state.setdefault("notes", ["milk", "tea"])


@st.dialog("Are you sure?")
def ask():
    st.write(f"{len(st.session_state.notes)} notes would be gone.")
    if st.button("Yes, delete"):
        st.session_state.notes = []
        st.rerun()


if st.button("Delete all"):
    ask()
st.write(st.session_state.notes)
