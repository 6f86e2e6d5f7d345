import streamlit as st

clicks = st.session_state.setdefault("clicks", [])
points = st.radio("Points", (1, 2, 3))
for team in ("Home", "Guests"):
    if st.button(team + " plus"):
        clicks.append((team, points))
    if st.button(team + " minus"):
        clicks.append((team, -points))


def score(team):
    total = 0
    for who, change in clicks:
        if who == team:
            total = max(total + change, 0)
    return total


home, guests = score("Home"), score("Guests")
st.markdown(f"Home: **{home}** · Guests: **{guests}**")
if home == guests:
    st.info("Lead: nobody")
elif home > guests:
    st.success("Lead: Home")
else:
    st.warning("Lead: Guests")
