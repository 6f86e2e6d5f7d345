import streamlit as st


@st.cache_resource
def match():
    return {"home": 0, "guests": 0}


score = match()
points = st.radio("Points", [1, 2, 3], horizontal=True)
if st.button("Home plus"):
    score["home"] += points
if st.button("Home minus"):
    score["home"] = max(0, score["home"] - points)
if st.button("Guests plus"):
    score["guests"] += points
if st.button("Guests minus"):
    score["guests"] = max(0, score["guests"] - points)

home, guests = score["home"], score["guests"]
lead = "nobody" if home == guests else "Home" if home > guests else "Guests"
st.write(f"Home: {home}")
st.write(f"Guests: {guests}")
st.write(f"Lead: {lead}")
