from dataclasses import dataclass

import streamlit as st


@dataclass
class Team:
    name: str
    score: int = 0


if "home" not in st.session_state:
    st.session_state.home = Team("Home")
    st.session_state.guests = Team("Guests")
home, guests = st.session_state.home, st.session_state.guests

points = st.radio("Points", [1, 2, 3])
for team in (home, guests):
    with st.container(border=True):
        shown = st.empty()
        if st.button(f"{team.name} plus"):
            team.score += points
        if st.button(f"{team.name} minus"):
            team.score = max(team.score - points, 0)
        shown.write(f"{team.name}: {team.score}")
lead = "nobody"
if home.score > guests.score:
    lead = home.name
elif guests.score > home.score:
    lead = guests.name
st.subheader(f"Lead: {lead}")
