import streamlit as st
S = st.session_state
S.setdefault("next", None); S.setdefault("u", "Celsius"); S.setdefault("c", 20.0); S.setdefault("f", 68.0)
if S.next is not None: S.c, S.f = S.next, S.next * 1.8 + 32; S.next = None
def c(): S.f = S.c * 1.8 + 32; S.u = "Celsius"
def f(): S.c = (S.f - 32) / 1.8; S.u = "Fahrenheit"
st.number_input("Celsius", key="c", on_change=c); st.number_input("Fahrenheit", key="f", on_change=f)
if st.button("Freezing"): S.next = 0.0
if st.button("Boiling"): S.next = 100.0
st.write("Entered in:", S.u)
