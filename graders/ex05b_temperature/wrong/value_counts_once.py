import streamlit as st

st.session_state.setdefault("temperature", 20.0)
st.session_state.setdefault("unit", "Celsius")


def from_celsius():
    st.session_state.temperature = st.session_state.c
    st.session_state.unit = "Celsius"


def from_fahrenheit():
    st.session_state.temperature = (st.session_state.f - 32) * 5 / 9
    st.session_state.unit = "Fahrenheit"


def set_temperature(value):
    st.session_state.temperature = value


now = st.session_state.temperature
st.number_input("Celsius", value=now, key="c", on_change=from_celsius)
st.number_input("Fahrenheit", value=now * 9 / 5 + 32, key="f", on_change=from_fahrenheit)
st.button("Freezing", on_click=set_temperature, args=(0.0,))
st.button("Boiling", on_click=set_temperature, args=(100.0,))
st.write(f"Entered in: {st.session_state.unit}")
