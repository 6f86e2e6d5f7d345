import streamlit as st

notes = st.session_state.setdefault("notes", [])
note = st.text_input("Note")
if st.button("Save"):
    notes.append(note)
st.write("Notes:", len(notes))
