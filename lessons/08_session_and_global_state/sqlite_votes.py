import sqlite3
import time
from contextlib import closing
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("votes.db")

fails = st.checkbox("Something goes wrong")
with closing(sqlite3.connect(FILE)) as ledger:
    ledger.execute("CREATE TABLE IF NOT EXISTS votes (at REAL)")
    if st.button("Vote"):
        with ledger:  # a transaction: all of it, or nothing
            ledger.execute("INSERT INTO votes VALUES (?)", [time.time()])
            time.sleep(3)
            if fails:
                raise RuntimeError("the power is gone")
    votes = ledger.execute("SELECT count(*) FROM votes").fetchone()[0]

st.write(f"Votes: {votes}")
