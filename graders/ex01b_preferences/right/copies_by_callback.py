# Odd but right: the widgets have keys of their own, and callbacks copy what was chosen.
import streamlit as st

FIRST = {"Volume": 5, "Nickname": "Guest", "Show tips": True}

try:
    chosen = st.session_state["chosen"]
except KeyError:
    chosen = st.session_state["chosen"] = dict(FIRST)


def copy(label):
    chosen[label] = st.session_state[f"widget {label}"]


for label, make in [("Nickname", st.text_input), ("Show tips", st.toggle)]:
    make(label, value=FIRST[label], key=f"widget {label}", on_change=copy, args=(label,))
st.number_input("Volume", 0, 10, 5, key="widget Volume", on_change=copy, args=("Volume",))
st.button("Say hello")
st.json({"Volume": chosen["Volume"], "Nickname": chosen["Nickname"], "Tips": ["off", "on"][chosen["Show tips"]]})
