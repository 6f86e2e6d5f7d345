import streamlit as st

st.text("x" * 40_000_000)
