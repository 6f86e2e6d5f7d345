import streamlit as st

if "home" not in st.session_state:
    st.session_state.home = st.session_state.guests = [0]
home, guests = st.session_state.home, st.session_state.guests
points = st.radio("Points", [1, 2, 3], horizontal=True)
if st.button("Home plus"):
    home[0] += points
if st.button("Home minus"):
    home[0] = max(0, home[0] - points)
if st.button("Guests plus"):
    guests[0] += points
if st.button("Guests minus"):
    guests[0] = max(0, guests[0] - points)
lead = "nobody" if home == guests else "Home" if home > guests else "Guests"
st.write(f"Home: {home[0]}")
st.write(f"Guests: {guests[0]}")
st.write(f"Lead: {lead}")
