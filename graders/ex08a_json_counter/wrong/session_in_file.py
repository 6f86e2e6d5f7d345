import json
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


@st.cache_resource
def lock():
    return threading.Lock()


def load():
    try:
        counts = json.loads(FILE.read_text())
        return {"mine": int(counts["mine"]), "everyone": int(counts["everyone"])}
    except Exception:
        return {"mine": 0, "everyone": 0}


if "mine" not in st.session_state:
    st.session_state.mine = load()["mine"]
st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
    with lock():
        everyone = load()["everyone"] + 1
        FILE.write_text(json.dumps({"mine": st.session_state.mine, "everyone": everyone}))
st.write("This session:", st.session_state.mine)
st.write("Everyone:", load()["everyone"])
