import streamlit as st

ss = st.session_state
if "c" not in ss:
    ss.c = ss.old_c = 20.0
    ss.f = ss.old_f = 68.0
    ss.unit = "Celsius"

# The new values are there before the widgets are.
if ss.c != ss.old_c:
    ss.f = ss.c * 9 / 5 + 32
    ss.unit = "Celsius"
elif ss.f != ss.old_f:
    ss.c = (ss.f - 32) * 5 / 9
    ss.unit = "Fahrenheit"

if st.button("Freezing"):
    ss.c, ss.f = 0.0, 32.0
if st.button("Boiling"):
    ss.c, ss.f = 100.0, 212.0
ss.old_c, ss.old_f = ss.c, ss.f

st.number_input("Celsius", key="c")
st.number_input("Fahrenheit", key="f")
st.write(f"Entered in: **{ss.unit}**")
