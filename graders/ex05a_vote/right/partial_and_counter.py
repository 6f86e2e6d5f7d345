from collections import Counter
from functools import partial

import streamlit as st

FILMS = ("Alien", "Brazil", "Casablanca")


def vote(film):
    st.session_state.box.update([film])


def propose():
    new = st.session_state.new
    if new and new not in FILMS and new not in st.session_state.more:
        st.session_state.more.append(new)


st.session_state.setdefault("box", Counter())
st.session_state.setdefault("more", [])
st.text_input("New film", key="new", on_change=propose)
for film in [*FILMS, *st.session_state.more]:
    st.button(f"Vote for {film}", on_click=partial(vote, film))
    st.write(film, ":", st.session_state.box[film])
st.write("Total:", st.session_state.box.total())
