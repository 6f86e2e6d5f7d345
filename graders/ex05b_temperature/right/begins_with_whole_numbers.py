import streamlit as st

st.session_state.setdefault("celsius", 20)
st.session_state.setdefault("fahrenheit", 68)
st.session_state.setdefault("entered_in", "Celsius")


# Each callback reads what was entered on the note, and sets the other field. That calls no callback.
def from_celsius():
    st.session_state.fahrenheit = st.session_state.celsius * 9 / 5 + 32
    st.session_state.entered_in = "Celsius"


def from_fahrenheit():
    st.session_state.celsius = (st.session_state.fahrenheit - 32) * 5 / 9
    st.session_state.entered_in = "Fahrenheit"


def set_both(celsius, fahrenheit):
    st.session_state.celsius = celsius
    st.session_state.fahrenheit = fahrenheit


st.title("How warm is it?")
st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=set_both, args=(0, 32))
st.button("Boiling", on_click=set_both, args=(100, 212))
st.write(f"Entered in: {st.session_state.entered_in}")
