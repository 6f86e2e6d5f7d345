import streamlit as st

if "votes" not in st.session_state:
    st.session_state.votes = {"Alien": 0, "Brazil": 0, "Casablanca": 0}


def vote(film):
    st.session_state.votes[film] += 1


st.title("Which film on Friday?")
new = st.text_input("New film")
if new and new not in st.session_state.votes:
    st.session_state.votes[new] = 0

for film in st.session_state.votes:
    st.button(f"Vote for {film}", on_click=lambda: vote(film))
    st.write(f"{film}: {st.session_state.votes[film]}")
st.write(f"Total: {sum(st.session_state.votes.values())}")
