import streamlit as st

runs = 0
runs += 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", runs)
