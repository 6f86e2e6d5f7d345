import streamlit as st

name = input("Your name")
st.write("Runs so far: 1")
