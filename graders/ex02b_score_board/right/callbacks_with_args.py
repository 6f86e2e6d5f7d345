import streamlit as st

TEAMS = ("Home", "Guests")
for team in TEAMS:
    st.session_state.setdefault(team, 0)


def change(team, sign):
    st.session_state[team] = max(0, st.session_state[team] + sign * st.session_state.points)


for column, team in zip(st.columns(2), TEAMS):
    column.metric(team, st.session_state[team])
    column.button(f"{team} plus", on_click=change, args=(team, 1))
    column.button(f"{team} minus", on_click=change, args=(team, -1))
st.number_input("Points", 1, 3, key="points")

ahead = st.session_state.Home - st.session_state.Guests
st.metric("Lead", "Home" if ahead > 0 else "Guests" if ahead < 0 else "nobody")
