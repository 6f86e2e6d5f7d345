import streamlit as st

CITIES = {"Italy": ["Rome", "Milan", "Turin"], "Spain": ["Madrid", "Seville"]}

country = st.radio("Country", list(CITIES))
st.selectbox("City", CITIES[country], key="city")
st.write(f"You go to {st.session_state.city}.")
