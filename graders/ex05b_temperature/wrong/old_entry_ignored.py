import streamlit as st

ss = st.session_state
ss.setdefault("c", 20.0)
ss.setdefault("f", 68.0)
ss.setdefault("unit", "Celsius")
ss.setdefault("handled", {"c": 20.0, "f": 68.0})


def is_new(key):
    new = ss[key] != ss.handled[key]
    ss.handled[key] = ss[key]
    return new


def follow():
    if is_new("c"):
        ss.f = ss.c * 9 / 5 + 32
        ss.unit = "Celsius"
    elif is_new("f"):
        ss.c = (ss.f - 32) * 5 / 9
        ss.handled["c"] = ss.c
        ss.unit = "Fahrenheit"


def preset(c, f):
    ss.c, ss.f = c, f
    ss.handled["c"] = c


st.number_input("Celsius", key="c", on_change=follow)
st.number_input("Fahrenheit", key="f", on_change=follow)
st.button("Freezing", on_click=preset, args=(0.0, 32.0))
st.button("Boiling", on_click=preset, args=(100.0, 212.0))
st.write(f"Entered in: {ss.unit}")
