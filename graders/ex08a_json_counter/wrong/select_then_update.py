import sqlite3
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.db")


def opened():
    db = sqlite3.connect(FILE, timeout=10, isolation_level=None)
    try:
        db.execute("CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, n INTEGER)")
        db.execute("INSERT OR IGNORE INTO counter VALUES (1, 0)")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        FILE.unlink()
        return opened()
    return db


if "mine" not in st.session_state:
    st.session_state.mine = 0
st.text_input("Your name")
db = opened()
if st.button("Count"):
    st.session_state.mine += 1
    (count,) = db.execute("SELECT n FROM counter").fetchone()
    db.execute("UPDATE counter SET n = ?", (count + 1,))
st.write("This session:", st.session_state.mine)
st.write("Everyone:", db.execute("SELECT n FROM counter").fetchone()[0])
db.close()
