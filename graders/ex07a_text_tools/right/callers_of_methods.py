from operator import itemgetter, methodcaller

import streamlit as st

# Objects of Python's own that say what to call can be pickled: they hold a name and arguments.
MADE = {
    "upper": methodcaller("upper"),
    "reverse": itemgetter(slice(None, None, -1)),
    "no spaces": methodcaller("replace", " ", ""),
    "cheer": methodcaller("__add__", " hurra"),
}

text = st.text_input("Text", "a small text")
which = st.selectbox("Tool", MADE.keys())
steps = list(st.session_state.get("steps", []))
if st.button("Add"):
    steps.append(MADE[which])
if st.button("Remove last"):
    steps = steps[:-1]
st.session_state.steps = steps
for step in steps:
    text = step(text)
st.text(f"Tools: {len(steps)}")
st.text(f"Result: {text}")
