import json
import os
import threading
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("votes.json")
NEW = FILE.with_suffix(".new")


@st.cache_resource
def ledger_lock():
    return threading.Lock()


def load_votes():
    try:
        with open(FILE, encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return 0


if st.button("Vote"):
    with ledger_lock():  # one at a time, from reading to writing
        votes = load_votes()
        time.sleep(3)
        with open(NEW, "w", encoding="utf-8") as f:
            json.dump(votes + 1, f)
        os.replace(NEW, FILE)  # in one step
st.write(f"Votes: {load_votes()}")
