import streamlit as st

st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})


def vote(film):
    st.session_state.votes[film] += 1


def propose():
    if st.session_state.new:
        st.session_state.votes[st.session_state.new] = 0
    st.session_state.new = ""


st.text_input("New film", key="new", on_change=propose)
for film, count in st.session_state.votes.items():
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {count}")
st.write(f"Total: {sum(st.session_state.votes.values())}")
