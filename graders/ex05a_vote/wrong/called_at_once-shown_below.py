import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
votes = st.session_state.votes


def vote(film):
    votes[film] += 1


new = st.text_input("New film")
if new:
    votes.setdefault(new, 0)
for film in votes:
    st.button(f"Vote for {film}", on_click=vote(film))
    st.write(f"{film}: {votes[film]}")
st.write(f"Total: {sum(votes.values())}")
