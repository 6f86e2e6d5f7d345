import streamlit as st

if "films" not in st.session_state:
    st.session_state.films = ["Alien", "Brazil", "Casablanca"]
    st.session_state.ballots = []

new = st.text_input("New film")
if new:
    st.session_state.films.append(new)


def vote(film):
    st.session_state.ballots.append(film)


for film in st.session_state.films:
    st.button(f"Vote for {film}", on_click=vote, args=(film,))
    st.write(f"{film}: {st.session_state.ballots.count(film)}")
st.write(f"Total: {len(st.session_state.ballots)}")
