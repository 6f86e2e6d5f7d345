import streamlit as st
S = st.session_state
S.setdefault("c", 20.0); S.setdefault("f", 68.0); S.setdefault("u", "Celsius")
def go(u):
    S.u = u
    if u == "Celsius": S.f = S.c * 1.8 + 32
    else: S.c = (S.f - 32) / 1.8
def p(a): S.c, S.f = a, a * 1.8 + 32
for u in ("Celsius", "Fahrenheit"): st.number_input(u, key=u[0].lower(), on_change=lambda: go(u))
for n, a in (("Freezing", 0.0), ("Boiling", 100.0)): st.button(n, on_click=lambda: p(a))
st.write("Entered in:", S.u)
