import os

import streamlit as st

runs = 1
if os.path.exists("runs.txt"):
    runs = int(open("runs.txt").read()) + 1
with open("runs.txt", "w") as file:
    file.write(str(runs))
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", runs)
