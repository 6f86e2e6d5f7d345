import pandas as pd
import streamlit as st

if "table" not in st.session_state:
    st.session_state.table = pd.DataFrame(
        {"Film": ["Alien", "Brazil", "Casablanca"], "Votes": [0, 0, 0]}
    ).set_index("Film")


def vote(film):
    st.session_state.table.loc[film, "Votes"] += 1


def propose():
    film = st.session_state.film
    if film and film not in st.session_state.table.index:
        st.session_state.table.loc[film] = 0


st.text_input("New film", key="film", on_change=propose)
for film in st.session_state.table.index:
    st.button(f"Vote for {film}", on_click=vote, args=[film])
for film, row in st.session_state.table.iterrows():
    st.write(f"{film}: {row['Votes']}")
st.write(f"Total: {st.session_state.table['Votes'].sum()}")
