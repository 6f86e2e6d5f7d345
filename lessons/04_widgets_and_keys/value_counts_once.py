import streamlit as st

LIVES = {"easy": 9, "hard": 3}

level = st.radio("Level", list(LIVES))
st.number_input("Lives", value=LIVES[level], key="lives")
st.write(f"You have {st.session_state.lives} lives.")
