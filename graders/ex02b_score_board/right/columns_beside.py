import streamlit as st
ss = st.session_state
for k in ("home", "guests"):
    if k not in ss:
        ss[k] = 0
points = st.number_input("Points", 1.0, 3.0, 1.0, 1.0)
def plus(k): ss[k] = ss[k] + points
def minus(k): ss[k] = max(ss[k] - points, 0)
for k in ("home", "guests"):
    st.button(f"{k.title()} plus", key=k + "+", on_click=plus, args=[k])
    st.button(f"{k.title()} minus", key=k + "-", on_click=minus, kwargs={"k": k}, disabled=ss[k] <= 0)
a, b = st.columns(2)
with a:
    st.write("Home"); st.write("Guests"); st.write("Lead")
with b:
    st.write(f"{ss.home:g}"); st.write(f"{ss.guests:g}")
    d = ss.home - ss.guests
    st.write("nobody" if not d else "Home" if d > 0 else "Guests")
