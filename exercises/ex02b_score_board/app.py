import streamlit as st

st.title("Score")

if "home" not in st.session_state:
    st.session_state.home = 0
    st.session_state.guests = 0

home = st.session_state.home
guests = st.session_state.guests
points = st.radio("Points", [1, 2, 3], horizontal=True)

# TODO: a score lasts for one click only, and it may be below 0.
if st.button("Home plus"):
    home += points
if st.button("Home minus"):
    home -= points
st.write(f"Home: {home}")

if st.button("Guests plus"):
    guests += points
if st.button("Guests minus"):
    guests -= points
st.write(f"Guests: {guests}")

# TODO: who is ahead?
st.write("Lead: nobody")
