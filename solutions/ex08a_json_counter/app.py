import json
import threading
from pathlib import Path

import streamlit as st

COUNTER = Path(__file__).with_name("counter.json")


# One lock for all: a variable of this script would be a new lock in every run.
@st.cache_resource
def counter_lock():
    return threading.Lock()


def load():
    try:
        return int(json.loads(COUNTER.read_text())["everyone"])
    except FileNotFoundError:
        return 0  # nobody has clicked yet
    except (ValueError, TypeError, KeyError, RecursionError):
        return 0  # empty or damaged, or something else altogether


def save(everyone):
    # Write aside, then replace: whoever reads meanwhile finds the old file or the new one, and no half.
    aside = COUNTER.with_suffix(".new")
    aside.write_text(json.dumps({"everyone": everyone}))
    aside.replace(COUNTER)


def count():
    st.session_state.clicks += 1
    # Nobody else may read between our reading and our writing.
    with counter_lock():
        save(load() + 1)


if "clicks" not in st.session_state:
    st.session_state.clicks = 0

st.title("Two counters")
st.text_input("Your name")
st.button("Count", on_click=count)
st.write(f"This session: {st.session_state.clicks}")
st.write(f"Everyone: {load()}")
