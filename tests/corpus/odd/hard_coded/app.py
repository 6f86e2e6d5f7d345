import streamlit as st

name = st.text_input("Your name")
waved = st.button("Wave")
st.write("Runs so far:", 2 if waved or name else 1)
