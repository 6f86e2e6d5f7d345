import streamlit as st

st.session_state.photo = None
st.file_uploader("Photo", key="photo")
