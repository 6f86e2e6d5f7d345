import streamlit as st


@st.cache_resource
def last():
    return {"unit": "Celsius"}


st.session_state.setdefault("celsius", 20.0)
st.session_state.setdefault("fahrenheit", 68.0)


def from_celsius():
    st.session_state.fahrenheit = st.session_state.celsius * 9 / 5 + 32
    last()["unit"] = "Celsius"


def from_fahrenheit():
    st.session_state.celsius = (st.session_state.fahrenheit - 32) * 5 / 9
    last()["unit"] = "Fahrenheit"


def set_both(celsius, fahrenheit):
    st.session_state.celsius = celsius
    st.session_state.fahrenheit = fahrenheit


st.number_input("Celsius", key="celsius", on_change=from_celsius)
st.number_input("Fahrenheit", key="fahrenheit", on_change=from_fahrenheit)
st.button("Freezing", on_click=set_both, args=(0.0, 32.0))
st.button("Boiling", on_click=set_both, args=(100.0, 212.0))
st.write(f"Entered in: {last()['unit']}")
