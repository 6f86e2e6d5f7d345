import pathlib

import streamlit as st

notes = pathlib.Path("notes.txt")
note = st.text_input("Note")
if st.button("Save"):
    with notes.open("a") as file:
        file.write(note + "\n")
st.write("Notes:", len(notes.read_text().splitlines()) if notes.exists() else 0)
