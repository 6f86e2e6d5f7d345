import json
import os
import threading
import time

import streamlit as st
from ledger_file import FILE, load_state

NEW = FILE.with_suffix(".new")


@st.cache_resource
def ledger_lock():
    return threading.Lock()


def save_state(state):
    with open(NEW, "w", encoding="utf-8") as f:
        json.dump(state, f)
    os.replace(NEW, FILE)  # in one step


if st.button("Vote"):
    with ledger_lock():  # one at a time, from reading to writing
        votes = load_state().get("votes", 0)
        time.sleep(3)
        save_state({"votes": votes + 1})
st.write(f"Votes: {load_state().get('votes', 0)}")
