# right: book.json is one list, replaced as a whole; a damaged one is renamed to the first free damaged-N.json when somebody signs
import itertools
import json
import os
import threading
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.json")
LOCK = st.cache_resource(threading.RLock)()


class Damaged(Exception):
    pass


def load():
    try:
        content = BOOK.read_bytes()
    except FileNotFoundError:
        return []
    if not content:
        return []
    try:
        names = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Damaged from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Damaged
    return names


def sign(name):
    with LOCK:
        try:
            names = load()
        except Damaged:
            free = next(p for n in itertools.count(1) if not (p := BOOK.with_name(f"damaged-{n}.json")).exists())
            BOOK.rename(free)
            names = []
        names.insert(0, name)
        new = BOOK.with_name("new.json")
        new.write_text(json.dumps(names, ensure_ascii=False, indent=0), encoding="utf-8")
        os.replace(new, BOOK)


st.title("Bo’s guest book")
left, right = st.columns([3, 1], vertical_alignment="bottom")
name = left.text_input("Your name")
if right.button("Sign") and name:
    sign(name)

try:
    names = load()
except Damaged:
    st.warning("The book is damaged; the next signature begins a new one.")
    names = []
st.markdown(f"Signatures: **{len(names)}**")
for name in names:
    with st.container(border=True):
        st.text(name)
