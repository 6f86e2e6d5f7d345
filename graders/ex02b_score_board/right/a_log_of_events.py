import streamlit as st

ereignisse = st.session_state.setdefault("ereignisse", [])  # [(Mannschaft, Punkte), …]


def stand(team):
    """Den Stand aus allen Ereignissen berechnen, nie unter null."""
    total = 0
    for wer, wieviel in ereignisse:
        if wer == team:
            total = max(total + wieviel, 0)
    return total


st.title("Spielstand / Score")

with st.sidebar:
    points = st.number_input("Points", min_value=1, max_value=3, value=1, step=1)

for team in ("Home", "Guests"):
    left, right = st.columns(2)
    if left.button(f"{team} minus", width="stretch"):
        ereignisse.append((team, -points))
    if right.button(f"{team} plus", width="stretch"):
        ereignisse.append((team, points))

undo, reset = st.columns(2)
if undo.button("Undo") and ereignisse:
    ereignisse.pop()
if reset.button("Reset"):
    ereignisse.clear()

home, guests = stand("Home"), stand("Guests")
st.markdown(f"**Home:** {home}")
st.markdown(f"**Guests:** {guests}")
lead = {1: "Home", 0: "nobody", -1: "Guests"}[(home > guests) - (home < guests)]
st.markdown(f"**Lead:** {lead}")
with st.expander(f"History ({len(ereignisse)} events)"):
    st.dataframe([{"team": t, "points": p} for t, p in ereignisse])
