import streamlit as st

s = st.session_state
s.setdefault("films", ["Alien", "Brazil", "Casablanca"])
s.setdefault("ballots", [])

st.title("Which film on Friday?")
st.write(f"Total: {len(s.ballots)}")
new = st.text_input("New film")
if new and new not in s.films:
    s.films.append(new)
for film in s.films:
    st.button(f"Vote for {film}", on_click=s.ballots.append, args=(f"{film} +1",))
    st.write(f"{film}: {sum(ballot.startswith(film) for ballot in s.ballots)}")
