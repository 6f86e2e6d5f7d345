import streamlit as st

st.session_state.likes = st.session_state.get("likes", -1) + 1
st.text_input("Name")
st.button("Like")
st.write(f"Likes: {st.session_state.likes}")
