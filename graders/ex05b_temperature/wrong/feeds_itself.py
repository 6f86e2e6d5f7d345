import streamlit as st

ss = st.session_state
ss.setdefault("c", 20.0)
ss.setdefault("f", 68.0)
ss.setdefault("unit", "Celsius")

if st.button("Freezing"):
    ss.c, ss.f = 0.0, 32.0
if st.button("Boiling"):
    ss.c, ss.f = 100.0, 212.0
c = st.number_input("Celsius", value=ss.c)
f = st.number_input("Fahrenheit", value=ss.f)
if c != ss.c:
    ss.c, ss.f, ss.unit = c, c * 9 / 5 + 32, "Celsius"
elif f != ss.f:
    ss.c, ss.f, ss.unit = (f - 32) * 5 / 9, f, "Fahrenheit"
st.write(f"Entered in: {ss.unit}")
