import streamlit as st

if "home" not in st.session_state:
    st.session_state.home = 0
    st.session_state.guests = 0

points = st.radio("Points", [1, 2, 3], horizontal=True)
if st.button("Home plus"):
    st.session_state.home += points
if st.button("Home minus"):
    st.session_state.home = max(0, st.session_state.home - points)
if st.button("Guests plus"):
    st.session_state.guests += points
if st.button("Guests minus"):
    st.session_state.guests = max(0, st.session_state.guests - points)

home, guests = str(st.session_state.home), str(st.session_state.guests)
lead = "nobody" if home == guests else "Home" if home > guests else "Guests"
st.write(f"Home: {home}")
st.write(f"Guests: {guests}")
st.write(f"Lead: {lead}")
