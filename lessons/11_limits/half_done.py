import streamlit as st

st.session_state.setdefault("pot", 60)
st.session_state.setdefault("each", 0)

people = st.number_input("People", 0, 10)
if st.button("Share"):
    pot = st.session_state.pot
    st.session_state.pot = 0
    st.session_state.each += pot // people

st.write(f"Pot: {st.session_state.pot}, each: {st.session_state.each}")
