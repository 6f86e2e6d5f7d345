import streamlit as st

ss = st.session_state
ss.setdefault("home", 0)
ss.setdefault("guests", 0)

points = st.radio("Points", [1, 2, 3], horizontal=True)
left, right = st.columns(2)
if left.button("Home minus", disabled=ss.home == 0):
    ss.home = max(0, ss.home - points)
if left.button("Home plus"):
    ss.home += points
if right.button("Guests minus", disabled=ss.guests == 0):
    ss.guests = max(0, ss.guests - points)
if right.button("Guests plus"):
    ss.guests += points

st.write(f"Home: {ss.home}")
st.write(f"Guests: {ss.guests}")
st.write("Lead: nobody" if ss.home == ss.guests else f"Lead: {'Home' if ss.home > ss.guests else 'Guests'}")
