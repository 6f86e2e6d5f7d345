import json
import time

import streamlit as st


def load_votes():
    try:
        with open("votes.json", "r") as f:
            return json.load(f)
    except FileNotFoundError:
        return 0


if st.button("Vote"):
    votes = load_votes()
    time.sleep(3)  # a slow disk, a long sum, a busy server
    with open("votes.json", "w") as f:
        json.dump(votes + 1, f)
st.write(f"Votes: {load_votes()}")
