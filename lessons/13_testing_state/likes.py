import streamlit as st

if "likes" not in st.session_state:
    st.session_state.likes = 0
if st.button("Like", key="like"):
    st.session_state.likes += 1
st.metric("Likes", st.session_state.likes)
