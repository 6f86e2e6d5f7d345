import streamlit as st


@st.cache_resource
def thermometer():
    return {"c": 20.0, "f": 68.0, "unit": "Celsius"}


now = thermometer()


def from_celsius():
    now.update(c=st.session_state.c, f=st.session_state.c * 9 / 5 + 32, unit="Celsius")


def from_fahrenheit():
    now.update(c=(st.session_state.f - 32) * 5 / 9, f=st.session_state.f, unit="Fahrenheit")


def preset(c, f):
    now.update(c=c, f=f)


st.session_state.c, st.session_state.f = now["c"], now["f"]
st.number_input("Celsius", key="c", on_change=from_celsius)
st.number_input("Fahrenheit", key="f", on_change=from_fahrenheit)
st.button("Freezing", on_click=preset, args=(0.0, 32.0))
st.button("Boiling", on_click=preset, args=(100.0, 212.0))
st.write(f"Entered in: {now['unit']}")
