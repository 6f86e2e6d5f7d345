import streamlit as st

st.text_input("Your name")
st.button("Wave")
st.write("Runs so far: 1")
