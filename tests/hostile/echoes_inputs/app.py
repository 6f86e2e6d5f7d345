import streamlit as st

st.session_state.setdefault("likes", 0)
name = st.text_input("Name")
if st.button("Like") or name:
    st.session_state.likes += 1
if name:
    print("typed:", name)
    st.write("typed:", name)
st.write("Likes:", st.session_state.likes)
