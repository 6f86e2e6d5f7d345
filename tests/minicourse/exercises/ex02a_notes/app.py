import streamlit as st

# TODO: keep the notes.
st.text_input("Note")
st.button("Save")
st.write("Notes: 0")
