import streamlit as st

st.session_state.setdefault("likes", 0)
st.text_input("Name")
if st.button("Like"):
    st.session_state.likes += 1
st.write("Likes:", st.session_state.likes)
