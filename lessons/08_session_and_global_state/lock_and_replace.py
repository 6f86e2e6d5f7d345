import json
import os
import threading
import time

import streamlit as st


@st.cache_resource
def ledger_lock():
    return threading.Lock()


def load_votes():
    try:
        with open("votes.json", "r") as f:
            return json.load(f)
    except FileNotFoundError:
        return 0


if st.button("Vote"):
    with ledger_lock():  # one at a time, from reading to writing
        votes = load_votes()
        time.sleep(3)
        with open("votes.json.new", "w") as f:
            json.dump(votes + 1, f)
        os.replace("votes.json.new", "votes.json")  # in one step
st.write(f"Votes: {load_votes()}")
