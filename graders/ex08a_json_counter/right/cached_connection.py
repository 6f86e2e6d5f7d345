# Right: one connection for all, and a lock that goes with it.
import sqlite3
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.db")


def opened():
    db = sqlite3.connect(FILE, check_same_thread=False)
    try:
        db.execute("CREATE TABLE IF NOT EXISTS clicks (who TEXT)")
    except sqlite3.DatabaseError:
        db.close()
        FILE.unlink()
        return opened()
    return db


@st.cache_resource
def shared():
    return opened(), threading.Lock()


db, lock = shared()
st.session_state.setdefault("mine", 0)
name = st.text_input("Your name")
with lock, db:
    if st.button("Count"):
        st.session_state.mine += 1
        db.execute("INSERT INTO clicks VALUES (?)", (name,))
    (everyone,) = db.execute("SELECT count(*) FROM clicks").fetchone()
st.write("This session:", st.session_state.mine)
st.write("Everyone:", everyone)
