import json
from pathlib import Path

import streamlit as st

COUNTER = Path(__file__).with_name("counter.json")


def load():
    try:
        return json.loads(COUNTER.read_text())
    except FileNotFoundError:
        return {"everyone": 0}


def save(counter):
    COUNTER.write_text(json.dumps(counter))


st.title("Two counters")

# TODO: this counts every run of the script. Count the clicks, and lose none.
counter = load()
counter["everyone"] += 1
save(counter)

st.text_input("Your name")
st.button("Count")

# TODO: count the clicks in this tab, too.
st.write("This session: 0")
st.write(f"Everyone: {counter['everyone']}")
