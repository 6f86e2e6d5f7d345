import streamlit as st

ss = st.session_state
ss.setdefault("known", {"celsius": 20.0, "fahrenheit": 68.0})
ss.setdefault("unit", "Celsius")
for key, value in ss.known.items():
    if ss.get("pending") or key not in ss:
        ss[key] = value
ss.pending = False


def take(celsius, fahrenheit):
    ss.known = {"celsius": celsius, "fahrenheit": fahrenheit}
    ss.pending = True
    st.rerun()


c = st.number_input("Celsius", key="celsius", step=1.0)
f = st.number_input("Fahrenheit", key="fahrenheit", step=1.0)
if c != ss.known["celsius"]:
    ss.unit = "Celsius"
    take(c, c * 9 / 5 + 32)
if f != ss.known["fahrenheit"]:
    ss.unit = "Fahrenheit"
    take((f - 32) * 5 / 9, f)
if st.button("Freezing"):
    take(0.0, 32.0)
if st.button("Boiling"):
    take(100.0, 212.0)
st.caption(f"Entered in: {ss.unit}")
