import streamlit as st

if "votes" not in st.session_state:
    st.session_state.votes = {"Alien": 0, "Brazil": 0, "Casablanca": 0}
votes = st.session_state.votes

total = st.empty()
lines = {}
title = st.text_input("New film")
if title and title not in votes:
    votes[title] = 0
for film in votes:
    lines[film] = st.empty()
    if st.button(f"Vote for {film}", key="vote " + film):
        votes[film] += 1
for film, line in lines.items():
    line.markdown(f"- {film}: {votes[film]}")
total.markdown(f"Total: **{sum(votes.values())}** votes")
