import sqlite3
from contextlib import closing
from pathlib import Path

import streamlit as st

DB = Path(__file__).parent / "notices.db"
TOPICS = ("Sale", "Wanted", "Lost")


def sql(statement, *values):
    with closing(sqlite3.connect(DB, timeout=30)) as db, db:
        db.execute("CREATE TABLE IF NOT EXISTS notices (id INTEGER PRIMARY KEY AUTOINCREMENT, text, topic, author)")
        return db.execute(statement, values).fetchall()


if "user" not in st.session_state:
    st.session_state.update(user="", draft=None, asked=None, newest=False)
    st.session_state.show = st.query_params.get("show", "All")
    if st.session_state.show not in TOPICS:
        st.session_state.show = "All"

st.header("Noticeboard")

if not st.session_state.user:
    st.write("Signed in: nobody")
    with st.form("who", border=False):
        name = st.text_input("Your name")
        if st.form_submit_button("Sign in") and name:
            st.session_state.user = name
            st.rerun()
else:
    st.write("Signed in:", st.session_state.user)
    if st.button("Sign out"):
        st.session_state.update(user="", draft=None, asked=None)
        st.rerun()
    with st.form("notice", clear_on_submit=True):
        text = st.text_area("Notice")
        topic = st.selectbox("Topic", TOPICS)
        if st.form_submit_button("Preview") and text:
            st.session_state.draft = (text, topic)
    if st.session_state.draft:
        st.write("Draft:", *st.session_state.draft)
        if st.button("Post"):
            sql("INSERT INTO notices (text, topic, author) VALUES (?, ?, ?)", *st.session_state.draft, st.session_state.user)
            st.session_state.draft = None
            st.rerun()
        if st.button("Discard"):
            st.session_state.draft = None
            st.rerun()
    else:
        st.write("Draft: none")

if st.session_state.asked:
    st.write("Really delete it?")
    if st.button("Yes, delete"):
        sql("DELETE FROM notices WHERE id = ?", st.session_state.asked)
        st.session_state.asked = None
        st.rerun()
    if st.button("Keep it"):
        st.session_state.asked = None
        st.rerun()

if st.checkbox("Settings"):
    st.session_state.newest = st.checkbox("Newest first", value=st.session_state.newest, key="box")

choices = ("All", *TOPICS)
st.session_state.show = st.selectbox("Show", choices, index=choices.index(st.session_state.show), key="choice")
st.query_params["show"] = st.session_state.show

rows = sql("SELECT * FROM notices ORDER BY id" + (" DESC" if st.session_state.newest else ""))
if st.session_state.show != "All":
    rows = [row for row in rows if row[2] == st.session_state.show]
st.metric("Notices", len(rows))
for number, text, topic, author in rows:
    left, right = st.columns(2)
    left.write(f"**{text}**, {topic}, by {author}")
    if author == st.session_state.user and right.button("Delete", key=f"delete {number}"):
        st.session_state.asked = number
        st.rerun()
