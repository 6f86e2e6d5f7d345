import streamlit as st

runs = 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", runs)
for number in range(100_000):
    print("number", number, "of many")
