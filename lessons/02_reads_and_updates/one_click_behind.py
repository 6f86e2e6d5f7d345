import streamlit as st

if "likes" not in st.session_state:
    st.session_state.likes = 0
st.metric("Likes", st.session_state.likes)
if st.button("Like"):
    st.session_state.likes += 1
st.button("Nothing")
