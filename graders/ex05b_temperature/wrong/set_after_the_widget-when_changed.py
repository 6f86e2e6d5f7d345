import streamlit as st

ss = st.session_state
ss.setdefault("celsius", 20.0)
ss.setdefault("fahrenheit", 68.0)
ss.setdefault("old", (20.0, 68.0))
ss.setdefault("unit", "Celsius")

c = st.number_input("Celsius", key="celsius")
f = st.number_input("Fahrenheit", key="fahrenheit")
if c != ss.old[0]:
    ss.fahrenheit = c * 9 / 5 + 32
    ss.unit = "Celsius"
elif f != ss.old[1]:
    ss.celsius = (f - 32) * 5 / 9
    ss.unit = "Fahrenheit"
if st.button("Freezing"):
    ss.celsius, ss.fahrenheit = 0.0, 32.0
if st.button("Boiling"):
    ss.celsius, ss.fahrenheit = 100.0, 212.0
ss.old = (ss.celsius, ss.fahrenheit)
st.write(f"Entered in: {ss.unit}")
