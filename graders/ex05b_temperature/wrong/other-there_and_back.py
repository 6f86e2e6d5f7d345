import streamlit as st

s = st.session_state
s.setdefault("celsius", 20.0)
s.setdefault("fahrenheit", 68.0)
s.setdefault("entered", "Celsius")


def both(celsius):
    s.celsius = round(celsius, 1)
    s.fahrenheit = round(celsius * 9 / 5 + 32, 1)


def from_celsius():
    both(s.celsius)
    s.entered = "Celsius"


def from_fahrenheit():
    both((s.fahrenheit - 32) * 5 / 9)
    s.entered = "Fahrenheit"


st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=both, args=(0.0,))
st.button("Boiling", on_click=both, args=(100.0,))
st.write(f"Entered in: {s.entered}")
