import streamlit as st

st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("fahrenheit", 68.0)


def from_celsius(celsius):
    st.session_state.fahrenheit = celsius * 9 / 5 + 32


st.title("How warm is it?")
celsius = st.session_state.celsius
st.number_input("Celsius", key="celsius", on_change=from_celsius, args=(celsius,))

# TODO: Fahrenheit follows one step behind, and Celsius does not follow at all.
st.number_input("Fahrenheit", key="fahrenheit")

# TODO: the buttons should set both fields.
st.button("Freezing")
st.button("Boiling")

# TODO: say in which field somebody entered something last.
st.write("Entered in: Celsius")
