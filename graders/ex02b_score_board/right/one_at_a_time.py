import streamlit as st

s = st.session_state
if "h" not in s:
    s.h = s.g = 0
points = int(st.selectbox("Points", ["1", "2", "3"]))
a, b, c, d = st.columns(4)
if a.button("Home plus"):
    s.h = s.h + points
if b.button("Home minus"):
    for _ in range(points):
        if s.h:
            s.h -= 1
if c.button("Guests plus"):
    s["g"] += points
if d.button("Guests minus"):
    s["g"] = (s["g"] - points) * (s["g"] > points)
st.text(f"Home: {s.h}\nGuests: {s.g}")
st.text("Lead: " + ("Home" if s.h > s.g else "Guests" if s.g > s.h else "nobody"))
