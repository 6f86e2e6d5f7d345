import streamlit as st

if "points" not in st.session_state:
    st.session_state.points = 0
    st.session_state.rounds = []

points = st.session_state.points
rounds = st.session_state.rounds
if st.button("Win a round"):
    points += 10
    rounds.append("won")
st.write("Points:", points)
st.write("Rounds:", len(rounds))
