import streamlit as st

st.title("Hello from Ines")

# TODO: this always shows 1. Make it count the runs of this tab.
runs = 0
runs = runs + 1

name = st.text_input("Your name")
if st.button("Wave"):
    st.write(f"👋 {name or 'you'}")

st.write(f"Runs so far: {runs}")
