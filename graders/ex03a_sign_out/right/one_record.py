import streamlit as st

s = st.session_state
s.setdefault("tablet", {"size": 12})
s.setdefault("visit", {"who": None, "teas": 0, "n": 0})


def leave():
    s.visit = {"who": None, "teas": 0, "n": s.visit["n"] + 1}


def enter():
    s.visit["who"] = s[f"field{s.visit['n']}"].strip() or None


with st.sidebar:
    if st.button("Larger text"):
        s.tablet["size"] += 2
    if st.button("Smaller text", disabled=s.tablet["size"] <= 8):
        s.tablet["size"] -= 2
    st.metric("Text size", s.tablet["size"])

visit = s.visit
st.text_input("Your name", key=f"field{visit['n']}", disabled=visit["who"] is not None)
st.button("Sign in", on_click=enter, disabled=visit["who"] is not None)
if st.button("Add a tea", disabled=visit["who"] is None):
    visit["teas"] += 1
st.button("Sign out", on_click=leave, disabled=visit["who"] is None)
left, right = st.columns(2)
left.metric("Customer", visit["who"] or "nobody")
right.metric("Cart", visit["teas"])
