import streamlit as st

LIVES = {"easy": 9, "hard": 3}

level = st.radio("Level", ["easy", "hard"])
if "lives" not in st.session_state:
    st.session_state.lives = LIVES[level]
if st.button("Jump"):
    st.session_state.lives -= 1
st.write("Lives:", st.session_state.lives)
