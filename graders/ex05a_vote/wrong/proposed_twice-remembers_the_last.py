import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
st.session_state.setdefault("last", "")
votes = st.session_state.votes

new = st.text_input("New film")
if new and new != st.session_state.last:
    votes[new] = 0
    st.session_state.last = new


def vote(film):
    votes[film] += 1


for film in votes:
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {votes[film]}")
st.write(f"Total: {sum(votes.values())}")
