import json
import os
import threading
import uuid
from pathlib import Path

import streamlit as st

TOPICS = ["Sale", "Wanted", "Lost"]
SHOW = ["All", *TOPICS]
FILE = Path(__file__).resolve().parent / "notices.json"

s = st.session_state
s.setdefault("user", None)
s.setdefault("draft", None)
s.setdefault("asked", None)
s.setdefault("newest", False)


@st.cache_resource
def lock():
    return threading.Lock()


def load():
    if not FILE.exists():
        return []
    return json.loads(FILE.read_text(encoding="utf-8"))


def save(notices):
    new = FILE.with_name("notices.json.new")
    new.write_text(json.dumps(notices), encoding="utf-8")
    os.replace(new, FILE)


def sign_in():
    if s.name:
        s.user = s.name


def sign_out():
    s.user = None
    s.draft = None
    s.asked = None


def preview():
    if s.text:
        s.draft = {"text": s.text, "topic": s.topic, "by": s.user, "id": uuid.uuid4().hex}


def discard():
    s.draft = None


def post():
    if s.draft:
        with lock():
            save(load() + [s.draft])
        s.draft = None


def ask(number):
    s.asked = number


def keep():
    s.asked = None


def delete():
    with lock():
        save([notice for notice in load() if notice["id"] != s.asked])
    s.asked = None


def choose():
    st.query_params["show"] = s.show


st.title("Mill Street 12")
st.write(f"Signed in: {s.user or 'nobody'}")

if s.user:
    st.button("Sign out", on_click=sign_out)
    with st.form("notice"):
        st.text_input("Notice", key="text")
        st.selectbox("Topic", TOPICS, key="topic")
        st.form_submit_button("Preview", on_click=preview)
    st.write(f"Draft: {s.draft['text'] if s.draft else 'none'}")
    if s.draft:
        st.button("Post", on_click=post)
        st.button("Discard", on_click=discard)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)

if st.checkbox("Settings"):
    # It begins with what was chosen last time.
    s.newest = st.checkbox("Newest first", value=s.newest)

if "show" not in s:
    s.show = st.query_params.get("show", "All")
    if s.show not in SHOW:
        s.show = "All"
show = st.selectbox("Show", SHOW, key="show", on_change=choose)

with lock():
    board = load()
notices = [notice for notice in board if show in ("All", notice["topic"])]
st.write(f"Notices: {len(notices)}")
for notice in reversed(notices) if s.newest else notices:
    st.write(f"{notice['text']} ({notice['topic']}, {notice['by']})")
    if notice["by"] == s.user:
        st.button("Delete", key=notice["id"], on_click=ask, args=(notice["id"],))

if s.asked is not None:
    st.button("Yes, delete", on_click=delete)
    st.button("Keep it", on_click=keep)
