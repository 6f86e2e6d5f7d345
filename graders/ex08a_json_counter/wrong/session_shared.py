import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


@st.cache_resource
def lock():
    return threading.Lock()


@st.cache_resource
def counts():
    return {"mine": 0}


def load():
    try:
        return int(json.loads(FILE.read_text()))
    except Exception:
        return 0


st.text_input("Your name")
if st.button("Count"):
    with lock():
        counts()["mine"] += 1
        FILE.write_text(json.dumps(load() + 1))
st.write("This session:", counts()["mine"])
st.write("Everyone:", load())
