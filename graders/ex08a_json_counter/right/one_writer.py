# Odd but right: one thread writes for all, one click after another.
import json
import queue
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


def write(jobs):
    while True:
        done = jobs.get()
        FILE.write_text(json.dumps(load() + 1))
        done.set()


@st.cache_resource
def jobs():
    made = queue.Queue()
    threading.Thread(target=write, args=(made,), daemon=True).start()
    return made


def load():
    try:
        found = json.loads(FILE.read_text())
        return found if type(found) is int else 0
    except (FileNotFoundError, ValueError):
        return 0


if "mine" not in st.session_state:
    st.session_state.mine = 0
name = st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
    done = threading.Event()
    jobs().put(done)
    done.wait()
st.write("This session:", st.session_state.mine)
st.write("Everyone:", load())
