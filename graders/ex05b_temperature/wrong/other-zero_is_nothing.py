import streamlit as st

st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("fahrenheit", 68.0)
st.session_state.setdefault("entered", "Celsius")


def from_celsius():
    if celsius := st.session_state.celsius:
        st.session_state.fahrenheit = celsius * 9 / 5 + 32
        st.session_state.entered = "Celsius"


def from_fahrenheit():
    if fahrenheit := st.session_state.fahrenheit:
        st.session_state.celsius = (fahrenheit - 32) * 5 / 9
        st.session_state.entered = "Fahrenheit"


def set_both(celsius, fahrenheit):
    st.session_state.celsius = celsius
    st.session_state.fahrenheit = fahrenheit


st.title("How warm is it?")
st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=set_both, args=(0.0, 32.0))
st.button("Boiling", on_click=set_both, args=(100.0, 212.0))
st.write(f"Entered in: {st.session_state.entered}")
