import converter
import streamlit as st

state = st.session_state
state.setdefault("celsius", 20.0)
state.setdefault("fahrenheit", converter.to_fahrenheit(20.0))
state.setdefault("last", "celsius")


def changed(field):
    state.last = field
    if field == "celsius":
        state.fahrenheit = converter.to_fahrenheit(state.celsius)
    else:
        state.celsius = converter.to_celsius(state.fahrenheit)


if st.button("Freezing"):
    state.celsius, state.fahrenheit = 0.0, 32.0
if st.button("Boiling"):
    state.celsius, state.fahrenheit = 100.0, 212.0
st.number_input("Celsius", key="celsius", on_change=lambda: changed("celsius"))
st.number_input("Fahrenheit", key="fahrenheit", on_change=lambda: changed("fahrenheit"))
st.write("Entered in: " + state.last.title())
