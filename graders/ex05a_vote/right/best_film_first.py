import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
st.session_state.setdefault("round", 0)


def vote(film):
    st.session_state.votes[film] += 1


def propose(key):
    film = st.session_state[key]
    if film and film not in st.session_state.votes:
        st.session_state.votes[film] = 0
    st.session_state.round += 1  # another field next time, which is empty


votes = st.session_state.votes
for film in sorted(votes, key=lambda film: (-votes[film], film)):
    with st.container(border=True):
        st.write(f"{film}: {votes[film]}")
        st.button(f"Vote for {film}", on_click=vote, args=(film,))
key = f"new {st.session_state.round}"
st.text_input("New film", key=key, on_change=propose, args=(key,))
st.write("Total:", sum(votes.values()))
