import streamlit as st

TO_KELVIN = {"Celsius": lambda c: c + 273.15, "Fahrenheit": lambda f: (f + 459.67) * 5 / 9}
FROM_KELVIN = {"Celsius": lambda k: k - 273.15, "Fahrenheit": lambda k: k * 9 / 5 - 459.67}


def show(kelvin, *units):
    for unit in units:
        st.session_state[unit] = round(FROM_KELVIN[unit](kelvin), 4)


def entered(unit):
    other = "Fahrenheit" if unit == "Celsius" else "Celsius"
    show(TO_KELVIN[unit](st.session_state[unit]), other)
    st.session_state.entered = unit


if "entered" not in st.session_state:
    st.session_state.entered = "Celsius"
    show(293.15, "Celsius", "Fahrenheit")

st.title("How warm is it?")
for unit in TO_KELVIN:
    st.number_input(unit, key=unit, on_change=entered, args=[unit])
st.button("Freezing", on_click=show, args=(273.15, "Celsius", "Fahrenheit"))
st.button("Boiling", on_click=show, args=(373.15, "Celsius", "Fahrenheit"))
st.write("Entered in:", st.session_state.entered)
