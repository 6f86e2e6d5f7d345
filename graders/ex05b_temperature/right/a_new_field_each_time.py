import streamlit as st

if "now" not in st.session_state:
    st.session_state.now = {"c": 20.0, "f": 68.0, "unit": "Celsius", "number": 0}
now = st.session_state.now


def change(**new):
    now.update(new, number=now["number"] + 1)


def celsius(key):
    value = st.session_state[key]
    change(c=value, f=value * 9 / 5 + 32, unit="Celsius")


def fahrenheit(key):
    value = st.session_state[key]
    change(c=(value - 32) * 5 / 9, f=value, unit="Fahrenheit")


keys = f"c{now['number']}", f"f{now['number']}"
st.number_input("Celsius", value=now["c"], key=keys[0], on_change=celsius, args=(keys[0],))
st.number_input("Fahrenheit", value=now["f"], key=keys[1], on_change=fahrenheit, args=(keys[1],))
st.button("Freezing", on_click=change, kwargs={"c": 0.0, "f": 32.0})
st.button("Boiling", on_click=change, kwargs={"c": 100.0, "f": 212.0})
st.info(f"Entered in: {now['unit']}")
