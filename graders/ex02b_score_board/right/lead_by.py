import streamlit as st
if "s" not in st.session_state:
    st.session_state.s = [0, 0]
top = st.container()
p = st.slider("Points", 1, 3)
for i, n in enumerate(["Home", "Guests"]):
    if st.button(f"{n} plus"): st.session_state.s[i] += p
    if st.button(f"{n} minus"): st.session_state.s[i] = max(0, st.session_state.s[i] - p)
h, g = st.session_state.s
top.title(f"Home: {h} – Guests: {g}")
top.write("**Lead:** " + ("nobody" if h == g else f"Home, by {h - g}" if h > g else f"Guests, by {g - h}"))
