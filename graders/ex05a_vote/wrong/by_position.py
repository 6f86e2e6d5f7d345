import streamlit as st

st.session_state.setdefault("films", ["Alien", "Brazil", "Casablanca"])
st.session_state.setdefault("votes", {"Alien": 0, "Brazil": 0, "Casablanca": 0})
films, votes = st.session_state.films, st.session_state.votes


def vote(number):
    votes[films[number]] += 1


new = st.text_input("New film")
if new and new not in films:
    films.append(new)
    votes[new] = 0
for number, film in enumerate(sorted(films, key=votes.get, reverse=True)):
    st.button(f"Vote for {film}", on_click=vote, args=(number,))
    st.write(f"{film}: {votes[film]}")
st.write(f"Total: {sum(votes.values())}")
