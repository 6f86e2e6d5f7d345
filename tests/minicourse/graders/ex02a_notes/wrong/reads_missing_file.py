import streamlit as st

note = st.text_input("Note")
if st.button("Save"):
    with open("notes.txt", "a") as file:
        file.write(note + "\n")
st.write("Notes:", len(open("notes.txt").readlines()))
