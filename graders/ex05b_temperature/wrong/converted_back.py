import streamlit as st

st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("unit", "Celsius")


def from_celsius():
    st.session_state.unit = "Celsius"


def from_fahrenheit():
    st.session_state.celsius = round((st.session_state.fahrenheit - 32) * 5 / 9, 1)
    st.session_state.unit = "Fahrenheit"


def set_celsius(value):
    st.session_state.celsius = value


st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.session_state.fahrenheit = round(st.session_state.celsius * 9 / 5 + 32, 1)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=set_celsius, args=(0.0,))
st.button("Boiling", on_click=set_celsius, args=(100.0,))
st.write(f"Entered in: {st.session_state.unit}")
