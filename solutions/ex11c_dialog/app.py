import streamlit as st

if "likes" not in st.session_state:
    st.session_state.likes = 0

if st.button("Like"):
    st.session_state.likes += 1
st.write(f"Likes: {st.session_state.likes}")
