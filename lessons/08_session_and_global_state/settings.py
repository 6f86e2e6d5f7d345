import streamlit as st

TITLE = "A page to like"
st.session_state["likes"] = 0
