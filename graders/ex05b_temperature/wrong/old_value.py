import streamlit as st

st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("fahrenheit", 68.0)
st.session_state.setdefault("unit", "Celsius")


def from_celsius(celsius):
    st.session_state.fahrenheit = celsius * 9 / 5 + 32
    st.session_state.unit = "Celsius"


def from_fahrenheit(fahrenheit):
    st.session_state.celsius = (fahrenheit - 32) * 5 / 9
    st.session_state.unit = "Fahrenheit"


def both(celsius, fahrenheit):
    st.session_state.celsius = celsius
    st.session_state.fahrenheit = fahrenheit


celsius, fahrenheit = st.session_state.celsius, st.session_state.fahrenheit
st.number_input("Celsius", key="celsius", on_change=from_celsius, args=(celsius,))
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit, args=(fahrenheit,))
st.button("Freezing", on_click=both, args=(0.0, 32.0))
st.button("Boiling", on_click=both, args=(100.0, 212.0))
st.write(f"Entered in: {st.session_state.unit}")
