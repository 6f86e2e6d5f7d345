import streamlit as st

home = st.session_state.get("home", 0)
guests = st.session_state.get("guests", 0)
points = st.radio("Points", [1, 2, 3], horizontal=True)
if st.button("Home plus"):
    home += points
if st.button("Home minus"):
    home = max(0, home - points)
if st.button("Guests plus"):
    guests += points
if st.button("Guests minus"):
    guests = max(0, guests - points)
lead = "nobody" if home == guests else "Home" if home > guests else "Guests"
st.write(f"Home: {home}")
st.write(f"Guests: {guests}")
st.write(f"Lead: {lead}")
