import csv
import fcntl
import io
import secrets
from pathlib import Path

import streamlit as st

FILE = Path(__file__).absolute().parent.joinpath("notices.csv")
CHOICES = ["All", "Sale", "Wanted", "Lost"]
S = st.session_state


def change(what=lambda rows: rows):
    with FILE.open("a+", encoding="utf-8", newline="") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        rows = list(csv.reader(file))
        after = what([*rows])
        if after != rows:
            text = io.StringIO()
            csv.writer(text).writerows(after)
            file.seek(0)
            file.truncate()
            file.write(text.getvalue())
        return after


for key, value in {"user": None, "draft": None, "asked": None, "newest": False, "chosen": None}.items():
    if key not in S:
        S[key] = value
if S.chosen is None:
    S.chosen = st.query_params.get("show", "All")
    S.chosen = S.chosen if S.chosen in CHOICES else "All"

st.title("Board")
if S.user:
    st.write(f"Signed in: {S.user}")
    if st.button("Sign out"):
        S.user = S.draft = S.asked = None
        st.rerun()
    form = st.form("f")
    text = form.text_input("Notice")
    topic = form.selectbox("Topic", CHOICES[1:])
    if form.form_submit_button("Preview") and text:
        S.draft = [secrets.token_hex(8), text, topic, S.user]
    draft = st.container()
    if S.draft:
        post, discard = st.button("Post"), st.button("Discard")
        if post:
            change(lambda rows: [*rows, S.draft])
        if post or discard:
            S.draft = None
            st.rerun()
    draft.markdown(f"**Draft:** {S.draft[1] if S.draft else 'none'}")
else:
    st.write("Signed in: nobody")
    name = st.text_input("Your name")
    if st.button("Sign in") and name:
        S.user = name
        st.rerun()


@st.fragment
def board():
    if st.checkbox("Settings"):
        S.newest = st.checkbox("Newest first", S.newest, key="newest_box")
    S.chosen = st.selectbox("Show", CHOICES, CHOICES.index(S.chosen), key="show_box")
    st.query_params["show"] = S.chosen
    if S.asked:
        if st.button("Yes, delete"):
            change(lambda rows: [row for row in rows if row[0] != S.asked])
            S.asked = None
            st.rerun(scope="fragment")
        if st.button("Keep it"):
            S.asked = None
            st.rerun(scope="fragment")
    rows = [row for row in change() if S.chosen in ("All", row[2])]
    if S.newest:
        rows = rows[::-1]
    st.write(f"Notices: {len(rows)}")
    if rows:
        st.table({"Text": [row[1] for row in rows], "About": [row[2] for row in rows], "From": [row[3] for row in rows]})
    for number in [row[0] for row in rows if row[3] == S.user and not S.asked]:
        if st.button("Delete", key=number):
            S.asked = number
            st.rerun(scope="fragment")


board()
