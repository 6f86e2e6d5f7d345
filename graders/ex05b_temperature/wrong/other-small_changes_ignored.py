import streamlit as st

state = st.session_state
state.setdefault("celsius", 20.0)
state.setdefault("fahrenheit", 68.0)
state.setdefault("entered", "Celsius")


def follow(field, value):
    if abs(state[field] - value) >= 1:  # else it is the rounding of the other field
        state[field] = value


def from_celsius():
    follow("fahrenheit", state.celsius * 9 / 5 + 32)
    state.entered = "Celsius"


def from_fahrenheit():
    follow("celsius", (state.fahrenheit - 32) * 5 / 9)
    state.entered = "Fahrenheit"


def freezing():
    state.celsius, state.fahrenheit = 0.0, 32.0


def boiling():
    state.celsius, state.fahrenheit = 100.0, 212.0


st.title("How warm is it?")
st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=freezing)
st.button("Boiling", on_click=boiling)
st.write(f"Entered in: {state.entered}")
