import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
votes = st.session_state.votes
for film in votes:
    st.write(f"{film}: {votes[film]}")
    if st.button(f"Vote for {film}"):
        votes[film] += 1
new = st.text_input("New film")
if new:
    votes.setdefault(new, 0)
st.write(f"Total: {sum(votes.values())}")
