import streamlit as st

CITIES = {"Italy": ["Rome", "Milan", "Turin"], "Spain": ["Madrid", "Seville"]}

if "number" not in st.session_state:
    st.session_state.number = 0

country = st.radio("Country", list(CITIES))
if st.button("Next city"):
    st.session_state.number += 1
st.write(f"You go to {CITIES[country][st.session_state.number]}.")
