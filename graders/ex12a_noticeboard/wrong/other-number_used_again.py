import fcntl
import json
import os
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import streamlit as st

FILE = Path(__file__).absolute().with_name("notices.json")
TOPICS = ["Sale", "Wanted", "Lost"]
CHOICES = ["All", *TOPICS]


@contextmanager
def locked():
    with open(FILE.with_name("notices.lock"), "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def load():
    try:
        return json.loads(FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []


def save(notices):
    new = FILE.with_name(f"notices.{uuid4().hex}.new")
    new.write_text(json.dumps(notices), encoding="utf-8")
    os.replace(new, FILE)


st.session_state.setdefault("user", None)
st.session_state.setdefault("draft", None)
st.session_state.setdefault("asked", None)
st.session_state.setdefault("newest", False)


def sign_in():
    if st.session_state.name:
        st.session_state.user = st.session_state.name


def sign_out():
    st.session_state.user = None
    st.session_state.draft = None
    st.session_state.asked = None


def preview():
    if st.session_state.text:
        st.session_state.draft = {"text": st.session_state.text, "topic": st.session_state.topic}


def discard():
    st.session_state.draft = None


def post():
    draft = st.session_state.draft
    if draft:
        with locked():
            notices = load()
            number = max((notice["id"] for notice in notices), default=0) + 1
            notices.append({"id": number, **draft, "by": st.session_state.user})
            save(notices)
        st.session_state.draft = None


def ask(notice_id):
    st.session_state.asked = notice_id


def delete():
    with locked():
        save([notice for notice in load() if notice["id"] != st.session_state.asked])
    st.session_state.asked = None


def keep():
    st.session_state.asked = None


def order():
    st.session_state.newest = st.session_state.newest_box


st.title("Mill Street 12")
user = st.session_state.user
st.write(f"Signed in: {user or 'nobody'}")

if user:
    st.button("Sign out", on_click=sign_out)
    with st.form("new"):
        st.text_input("Notice", key="text")
        st.selectbox("Topic", TOPICS, key="topic")
        st.form_submit_button("Preview", on_click=preview)
    draft = st.session_state.draft
    st.write(f"Draft: {draft['text'] if draft else 'none'}")
    if draft:
        st.button("Post", on_click=post)
        st.button("Discard", on_click=discard)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)

if st.checkbox("Settings", key="settings"):
    st.session_state.newest_box = st.session_state.newest
    st.checkbox("Newest first", key="newest_box", on_change=order)

if "show" not in st.session_state:
    wanted = st.query_params.get("show")
    st.session_state.show = wanted if wanted in CHOICES else "All"
show = st.selectbox("Show", CHOICES, key="show")
st.query_params["show"] = show

notices = [notice for notice in load() if show in ("All", notice["topic"])]
st.write(f"Notices: {len(notices)}")
for notice in reversed(notices) if st.session_state.newest else notices:
    st.write(f"{notice['text']} ({notice['topic']}, {notice['by']})")
    if user and notice["by"] == user:
        st.button("Delete", key=f"delete {notice['id']}", on_click=ask, args=(notice["id"],))
if user and st.session_state.asked is not None:
    st.button("Yes, delete", on_click=delete)
    st.button("Keep it", on_click=keep)
