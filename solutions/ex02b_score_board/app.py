import streamlit as st

st.title("Score")

if "home" not in st.session_state:
    st.session_state.home = 0
    st.session_state.guests = 0

points = st.radio("Points", [1, 2, 3], horizontal=True)

# What a number becomes has to be written on the note: it does not change in place.
if st.button("Home plus"):
    st.session_state.home += points
if st.button("Home minus"):
    st.session_state.home = max(0, st.session_state.home - points)
if st.button("Guests plus"):
    st.session_state.guests += points
if st.button("Guests minus"):
    st.session_state.guests = max(0, st.session_state.guests - points)

home, guests = st.session_state.home, st.session_state.guests
lead = "nobody"
if home > guests:
    lead = "Home"
elif guests > home:
    lead = "Guests"

st.write(f"Home: {home}")
st.write(f"Guests: {guests}")
st.write(f"Lead: {lead}")
