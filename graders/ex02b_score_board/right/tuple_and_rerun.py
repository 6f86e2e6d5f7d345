import streamlit as st

if "match" not in st.session_state:
    st.session_state.match = (0, 0)
home, guests = st.session_state.match

st.table({"team": ["Home", "Guests", "Lead"],
          "now": [str(home), str(guests), "nobody" if home == guests else ("Guests", "Home")[home > guests]]})
points = st.number_input("Points", min_value=1, max_value=3, value=1)
new = None
if st.button("Home plus"):
    new = home + points, guests
if st.button("Guests plus"):
    new = home, guests + points
if st.button("Home minus", disabled=home == 0):
    new = max(home - points, 0), guests
if st.button("Guests minus", disabled=guests == 0):
    new = home, max(guests - points, 0)
if new:
    st.session_state.match = new
    st.rerun()
