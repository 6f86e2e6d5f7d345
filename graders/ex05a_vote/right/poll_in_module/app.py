import streamlit as st
from poll import Poll

if "poll" not in st.session_state:
    st.session_state.poll = Poll(["Alien", "Brazil", "Casablanca"])
poll = st.session_state.poll

poll.propose(st.text_input("New film"))
for film in poll.votes:
    st.button(f"Vote for {film}", on_click=poll.vote, args=(film,))
for film, votes in poll.votes.items():
    st.write(f"{film}: {votes}")
st.write(f"Total: {poll.total}")
