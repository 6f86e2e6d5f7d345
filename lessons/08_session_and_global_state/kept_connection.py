import sqlite3
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("votes.db")


@st.cache_resource
def open_ledger():
    ledger = sqlite3.connect(FILE)
    ledger.execute("CREATE TABLE IF NOT EXISTS votes (at REAL)")
    return ledger


ledger = open_ledger()
if st.button("Vote"):
    with ledger:
        ledger.execute("INSERT INTO votes VALUES (?)", [time.time()])
        time.sleep(3)
votes = ledger.execute("SELECT count(*) FROM votes").fetchone()[0]

st.write(f"Votes: {votes}")
