import streamlit as st

if "films" not in st.session_state:
    st.session_state.films = ["Alien", "Brazil", "Casablanca"]
    st.session_state.ballots = []


def vote(film):
    st.session_state.ballots.append(film)


def propose():
    if st.session_state.new:
        st.session_state.films.append(st.session_state.new)
        st.session_state.new = ""


for film in st.session_state.films:
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {st.session_state.ballots.count(film)}")
st.write(f"Total: {len(st.session_state.ballots)}")
st.text_input("New film", key="new", on_change=propose)
