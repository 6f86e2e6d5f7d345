import counting
import streamlit as st

counting.runs += 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", counting.runs)
