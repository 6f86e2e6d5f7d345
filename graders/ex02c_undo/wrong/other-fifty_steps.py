from collections import deque

import streamlit as st

st.session_state.setdefault("beads", ())
st.session_state.setdefault("past", deque(maxlen=50))
st.session_state.setdefault("future", deque(maxlen=50))


def step(new):
    st.session_state.past.append(st.session_state.beads)
    st.session_state.future.clear()
    st.session_state.beads = new


def go(source, target):
    if st.session_state[source]:
        st.session_state[target].append(st.session_state.beads)
        st.session_state.beads = st.session_state[source].pop()


beads = st.session_state.beads
st.title("Bracelet")
st.text_input("For")
st.button("Add red", on_click=lambda: step(st.session_state.beads + ("red",)))
st.button("Add blue", on_click=lambda: step(st.session_state.beads + ("blue",)))
st.button("Flip", on_click=lambda: step(st.session_state.beads[::-1]))
st.button("Undo", on_click=go, args=("past", "future"))
st.button("Redo", on_click=go, args=("future", "past"))

st.write(f"Beads: {len(beads)}")
st.write(f"Bracelet: {', '.join(beads)}")
