import streamlit as st

st.title("A small course")
