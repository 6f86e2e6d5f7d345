# Odd but right: the database adds one itself, so nothing is read first.
import contextlib
import os
import sqlite3

import streamlit as st

DATABASE = os.path.join(os.path.dirname(__file__), "counter.db")


def open_database():
    connection = sqlite3.connect(DATABASE)
    connection.execute("CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, clicks INTEGER)")
    connection.execute("INSERT OR IGNORE INTO counter VALUES (1, 0)")
    connection.commit()
    return contextlib.closing(connection)


def everyone(add=0):
    try:
        with open_database() as connection, connection:
            if add:
                connection.execute("UPDATE counter SET clicks = clicks + ?", (add,))
            return connection.execute("SELECT clicks FROM counter").fetchone()[0]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        os.remove(DATABASE)
        return everyone(add)


if "clicks" not in st.session_state:
    st.session_state.clicks = 0
st.text_input("Your name")
if st.button("Count"):
    st.session_state.clicks += 1
    everyone(add=1)
st.write("This session:", st.session_state.clicks)
st.write("Everyone:", everyone())
