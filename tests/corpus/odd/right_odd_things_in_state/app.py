import itertools
import math
import threading

import streamlit as st


class Counter:
    def __init__(self):
        self.numbers = itertools.count(1)

    def __repr__(self):
        raise RuntimeError("nobody may look")


if "counter" not in st.session_state:
    st.session_state.counter = Counter()
    st.session_state.lock = threading.Lock()
    st.session_state.square = lambda number: number**2
    st.session_state.module = math
    st.session_state.loop = []
    st.session_state.loop.append(st.session_state.loop)

with st.session_state.lock:
    runs = next(st.session_state.counter.numbers)
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {runs}")
