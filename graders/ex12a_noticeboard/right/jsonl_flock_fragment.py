import fcntl
import json
import os.path
import uuid
from contextlib import contextmanager

import streamlit as st

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "notices.jsonl")
TOPICS = ("Sale", "Wanted", "Lost")


@contextmanager
def ledger(lock=fcntl.LOCK_SH):
    with open(PATH, "a+", encoding="utf-8") as file:
        fcntl.flock(file, lock)
        file.seek(0)
        yield file


def everything():
    with ledger() as file:
        return [json.loads(line) for line in file]


def private():
    return st.session_state.setdefault("private", {})


def sign_in():
    if name := st.session_state["who"]:
        private()["user"] = name


def sign_out():
    st.session_state["private"] = {}


def preview():
    if st.session_state["notice"]:
        private()["draft"] = {"text": st.session_state["notice"], "topic": st.session_state["topic"]}


def post():
    if draft := private().pop("draft", None):
        with ledger(fcntl.LOCK_EX) as file:
            file.write(json.dumps({"id": uuid.uuid4().hex, "by": private()["user"], **draft}) + "\n")


def discard():
    private().pop("draft", None)


def ask(notice):
    private()["question"] = notice


def delete():
    question = private().pop("question", None)
    if question:
        with ledger(fcntl.LOCK_EX) as file:
            kept = [line for line in file if json.loads(line)["id"] != question["id"]]
            file.seek(0)
            file.truncate()
            file.writelines(kept)


def keep():
    private().pop("question", None)


def choose():
    st.query_params.show = st.session_state["show"]


@st.fragment
def board(user):
    # Setting it to itself in each run keeps it while the panel is closed.
    st.session_state["newest"] = st.session_state.get("newest", False)
    if st.checkbox("Settings", key="panel"):
        with st.container(border=True):
            st.checkbox("Newest first", key="newest")

    if "show" not in st.session_state:
        asked_for = st.query_params.get("show", "All")
        st.session_state["show"] = asked_for if asked_for in TOPICS else "All"
    show = st.selectbox("Show", ("All",) + TOPICS, key="show", on_change=choose)

    if question := private().get("question"):
        st.warning(f"Shall “{question['text']}” go?")
        left, right = st.columns(2)
        left.button("Yes, delete", on_click=delete)
        right.button("Keep it", on_click=keep)

    notices = [n for n in everything() if show == "All" or n["topic"] == show]
    st.markdown(f"**Notices: {len(notices)}**")
    if st.session_state["newest"]:
        notices.reverse()
    for notice in notices:
        what, button = st.columns([4, 1])
        what.markdown(f"{notice['text']}  \n:gray[{notice['topic']}] — *{notice['by']}*")
        if user is not None and notice["by"] == user:
            button.button("Delete", key=notice["id"], on_click=ask, args=(notice,))


st.title("Mill Street 12")
user = private().get("user")
st.write(f"Signed in: {user or 'nobody'}")
if user:
    with st.sidebar:
        st.button("Sign out", on_click=sign_out)
        with st.form("form", clear_on_submit=True):
            st.text_input("Notice", key="notice")
            st.selectbox("Topic", TOPICS, key="topic")
            st.form_submit_button("Preview", on_click=preview)
    draft = private().get("draft")
    st.write("Draft: " + (draft["text"] if draft else "none"))
    if draft:
        st.button("Post", on_click=post)
        st.button("Discard", on_click=discard)
else:
    st.text_input("Your name", key="who")
    st.button("Sign in", on_click=sign_in)
board(user)
