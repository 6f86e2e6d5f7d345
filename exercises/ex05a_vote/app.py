import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
votes = st.session_state.votes


def vote(film):
    votes[film] += 1


st.title("Which film on Friday?")
st.write(f"Total: {sum(votes.values())}")

# TODO: a proposed film loses its votes again. Let each proposal count once.
new = st.text_input("New film")
if new:
    votes[new] = 0

# TODO: every button votes for the last film. Let each vote for its own.
for film in votes:
    st.button(f"Vote for {film}", on_click=lambda: vote(film))
    st.write(f"{film}: {votes[film]}")
