# Odd but right: one object for all sessions counts, and writes down each click before the next.
import json
import threading
from pathlib import Path

import streamlit as st


class Ledger:
    def __init__(self, path):
        self.path = path
        self.lock = threading.Lock()
        try:
            self.clicks = int(json.loads(path.read_bytes()).get("clicks", 0))
        except (OSError, ValueError, TypeError, AttributeError):
            self.clicks = 0

    def add(self):
        with self.lock:
            self.clicks += 1
            self.path.write_text(json.dumps({"clicks": self.clicks}))


@st.cache_resource
def ledger():
    return Ledger(Path(__file__).with_name("counter.json"))


def count():
    st.session_state["own"] = st.session_state.get("own", 0) + 1
    ledger().add()


with st.sidebar:
    st.text_input("Your name")
    st.button("Count", on_click=count, help="Adds one to both")
st.metric("This session", st.session_state.get("own", 0))
st.metric("Everyone", ledger().clicks)
