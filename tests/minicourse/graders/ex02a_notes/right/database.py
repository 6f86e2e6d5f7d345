import sqlite3

import streamlit as st

database = sqlite3.connect("notes.db")
database.execute("create table if not exists notes (text text)")
text = st.text_input("Note")
if st.button("Save"):
    database.execute("insert into notes values (?)", (text,))
    database.commit()
(count,) = database.execute("select count(*) from notes").fetchone()
st.write("Notes:", count)
