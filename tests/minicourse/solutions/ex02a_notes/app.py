from pathlib import Path

import streamlit as st

notes = Path("notes.txt")
note = st.text_input("Note")
if st.button("Save"):
    with notes.open("a") as file:
        file.write(f"{note}\n")
count = len(notes.read_text().splitlines()) if notes.exists() else 0
st.write(f"Notes: {count}")
