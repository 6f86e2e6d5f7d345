import streamlit as st
from settings import TITLE

st.subheader(TITLE)
if st.button("Like"):
    st.session_state["likes"] += 1
st.write(f"Likes: {st.session_state['likes']}")
