import streamlit as st

clicks = 0
if st.button("Add one"):
    clicks = clicks + 1
st.write(f"Clicks: {clicks}")
