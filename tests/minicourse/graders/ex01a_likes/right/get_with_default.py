import streamlit as st

likes = st.session_state.get("likes", 0)
st.text_input("Name")
if st.button("Like"):
    likes += 1
st.session_state.likes = likes
st.info(f"Likes: **{likes}**")
