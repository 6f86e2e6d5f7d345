import json
import os

import streamlit as st

notes = []
if os.path.exists("notes.json"):
    with open("notes.json") as file:
        notes = json.load(file)
text = st.text_input("Note")
if st.button("Save"):
    notes.append(text)
    with open("notes.json", "w") as file:
        json.dump(notes, file)
st.metric("Notes", len(notes))
