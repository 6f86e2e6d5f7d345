import os

import streamlit as st

note = st.text_input("Note")
if st.button("Save"):
    with open("notes.txt", "w") as file:
        file.write(note + "\n")
count = len(open("notes.txt").readlines()) if os.path.exists("notes.txt") else 0
st.write("Notes:", count)
