import sqlite3
import time

import streamlit as st

ledger = sqlite3.connect("votes.db")
ledger.execute("CREATE TABLE IF NOT EXISTS votes (at REAL)")

if st.button("Vote"):
    with ledger:  # a transaction: all of it, or nothing
        ledger.execute("INSERT INTO votes VALUES (?)", [time.time()])
        time.sleep(3)

votes = ledger.execute("SELECT count(*) FROM votes").fetchone()[0]
ledger.close()
st.write(f"Votes: {votes}")
