import json
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("votes.json")


def load_votes():
    try:
        with open(FILE, encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return 0


if st.button("Vote"):
    votes = load_votes()
    time.sleep(3)  # a slow disk, a long sum, a busy server
    with open(FILE, "w", encoding="utf-8") as f:
        json.dump(votes + 1, f)
st.write(f"Votes: {load_votes()}")
