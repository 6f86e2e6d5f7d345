import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
votes = st.session_state.votes


def propose():
    if st.session_state.new:
        votes.setdefault(st.session_state.new, 0)


st.text_input("New film", key="new", on_change=propose)
st.write(f"Total: {sum(votes.values())}")
for film in votes:

    def clicked():
        votes[film] += 1

    st.button(f"Vote for {film}", on_click=clicked)
    st.write(f"{film}: {votes[film]}")
