import streamlit as st

if "lives" not in st.session_state:
    st.session_state.lives = 2
    st.session_state.over = False

if st.button("New game"):
    st.session_state.lives = 2
if st.button("Jump") and not st.session_state.over:
    st.session_state.lives -= 1
    st.session_state.over = st.session_state.lives == 0

st.write("Lives:", st.session_state.lives)
if st.session_state.over:
    st.write("Game over")
