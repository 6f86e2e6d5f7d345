import streamlit as st
S = st.session_state
S.setdefault("c", 20.0); S.setdefault("f", 68.0)
def c(): S.f = S.c * 1.8 + 32
def f(): S.c = (S.f - 32) / 1.8
def p(a, b): S.c, S.f = a, b
st.number_input("Celsius", key="c", on_change=c); st.number_input("Fahrenheit", key="f", on_change=f)
st.button("Freezing", on_click=p, args=(0.0, 32.0)); st.button("Boiling", on_click=p, args=(100.0, 212.0))
st.write("Entered in:", "Celsius" if S.c == round(S.c) else "Fahrenheit")
