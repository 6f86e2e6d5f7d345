import datetime as dt
import pickle
import sqlite3
import threading

import pandas as pd
import streamlit as st

THINGS = {
    "a list": [1, 2.5, "three", True, 3 + 4j],
    "a date": dt.date(2026, 5, 1),
    "a table": pd.DataFrame({"tea": [4, 3]}),
    "the function len": len,
    "a lambda": lambda x: x,
    "a generator": (n * n for n in range(3)),
    "a lock": threading.Lock(),
    "a connection": sqlite3.connect(":memory:"),
}

for name, thing in THINGS.items():
    try:
        data = pickle.dumps(thing)
    except (pickle.PicklingError, AttributeError, TypeError):
        st.write(f"{name}: no")
    else:
        st.write(f"{name}: {len(data)} bytes")
