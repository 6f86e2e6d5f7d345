import json
import sqlite3
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("book.db")


def opened():
    db = sqlite3.connect(FILE, timeout=10, isolation_level=None)
    try:
        db.execute("CREATE TABLE IF NOT EXISTS book (id INTEGER PRIMARY KEY, names TEXT)")
        db.execute("INSERT OR IGNORE INTO book VALUES (1, '[]')")
        json.loads(db.execute("SELECT names FROM book").fetchone()[0])
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, ValueError):
        FILE.rename(f"damaged.{time.time_ns()}.db")
        return opened()
    return db


name = st.text_input("Your name")
db = opened()
if st.button("Sign") and name:
    names = json.loads(db.execute("SELECT names FROM book").fetchone()[0])
    db.execute("UPDATE book SET names = ?", (json.dumps([*names, name]),))
names = json.loads(db.execute("SELECT names FROM book").fetchone()[0])
db.close()
st.write("Signatures:", len(names))
for name in reversed(names):
    st.write(name)
