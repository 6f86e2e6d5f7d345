import os
import sqlite3
import time
from pathlib import Path

import streamlit as st

DATABASE = str(Path(__file__).resolve().parent / "book.db")


def connect():
    connection = sqlite3.connect(DATABASE)
    connection.execute("CREATE TABLE IF NOT EXISTS book (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)")
    return connection


def do(sql, *values):
    try:
        with connect() as connection:
            return connection.execute(sql, values).fetchall()
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        os.rename(DATABASE, DATABASE.replace("book.db", f"damaged-{time.time_ns()}.db"))
        return do(sql, *values)


with st.form("sign", clear_on_submit=True):
    st.text_input("Your name", key="name")
    if st.form_submit_button("Sign") and st.session_state.name.strip():
        do("INSERT INTO book (name) VALUES (?)", st.session_state.name)
names = do("SELECT name FROM book ORDER BY id DESC")
st.write("Signatures:", len(names))
st.table([{"name": name} for (name,) in names])
