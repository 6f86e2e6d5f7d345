# do: type "Ada" in "Name"
# do: click "Sign"
# do: restart
"""A guest book in a database."""
import sqlite3
from contextlib import closing
from pathlib import Path

import streamlit as st

DATABASE = Path(__file__).with_name("guests.db")
with closing(sqlite3.connect(DATABASE)) as db, db:
    db.execute("create table if not exists guests (name text)")
    name = st.text_input("Name")
    if st.button("Sign") and name:
        db.execute("insert into guests values (?)", (name,))
    for (guest,) in db.execute("select name from guests order by rowid"):
        st.write(guest)
