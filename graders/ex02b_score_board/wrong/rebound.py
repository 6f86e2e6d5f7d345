import streamlit as st

if "home" not in st.session_state:
    st.session_state.home = 0
    st.session_state.guests = 0

home = st.session_state.home
guests = st.session_state.guests
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
