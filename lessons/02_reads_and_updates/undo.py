import streamlit as st

if "stars" not in st.session_state:
    st.session_state.stars = []
    st.session_state.before = []

if st.button("Add a star"):
    st.session_state.before = st.session_state.stars
    st.session_state.stars.append("★")
if st.button("Undo"):
    st.session_state.stars = st.session_state.before
st.write("Stars:", len(st.session_state.stars))
