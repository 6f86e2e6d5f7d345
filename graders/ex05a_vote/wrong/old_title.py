import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
votes = st.session_state.votes


def vote(film):
    votes[film] += 1


def propose(title):
    if title:
        votes.setdefault(title, 0)


title = st.session_state.get("new", "")
st.text_input("New film", key="new", on_change=propose, args=(title,))
for film in votes:
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {votes[film]}")
st.write(f"Total: {sum(votes.values())}")
