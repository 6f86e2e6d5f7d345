from functools import partial

import streamlit as st


def set_fields(c=None, f=None):
    st.session_state.c = (f - 32) * 5 / 9 if c is None else c
    st.session_state.f = c * 9 / 5 + 32 if f is None else f


def entered(unit):
    st.session_state.unit = unit
    if unit == "Celsius":
        set_fields(c=st.session_state.c)
    else:
        set_fields(f=st.session_state.f)


@st.fragment
def thermometer():
    st.number_input(
        "Celsius", min_value=-50.0, max_value=100.0, key="c", on_change=entered, args=("Celsius",)
    )
    st.number_input(
        "Fahrenheit", min_value=-58.0, max_value=212.0, key="f", on_change=entered, args=("Fahrenheit",)
    )
    st.button("Freezing", on_click=partial(set_fields, c=0.0))
    st.button("Boiling", on_click=partial(set_fields, c=100.0))
    st.write(f"Entered in: {st.session_state.unit}")


if "c" not in st.session_state:
    st.session_state.unit = "Celsius"
    set_fields(c=20.0)
thermometer()
