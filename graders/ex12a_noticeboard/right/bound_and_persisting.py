import json
import threading
import uuid
from pathlib import Path

import streamlit as st

TOPICS = ["Sale", "Wanted", "Lost"]
FILE = Path(__file__).resolve().parent / "notices.txt"


@st.cache_resource
def lock():
    return threading.RLock()


def load():
    with lock():
        if not FILE.is_file():
            return {}
        return json.loads(FILE.read_text("utf-8"))


def save(number, notice):
    with lock():
        board = load()
        board[number] = notice
        if notice is None:
            del board[number]
        FILE.write_text(json.dumps(board), "utf-8")


def enter():
    if st.session_state.name:
        st.session_state.person = {"name": st.session_state.name}


def leave():
    del st.session_state["person"]


def preview():
    if st.session_state.text:
        st.session_state.person["draft"] = st.session_state.text, st.session_state.topic


def done(post):
    draft = st.session_state.person["draft"]
    if post:
        save(uuid.uuid4().hex, [*draft, st.session_state.person["name"]])
    del st.session_state.person["draft"]


def ask(number):
    st.session_state.person["asked"] = number


def answer(number, yes):
    if yes and number in load():
        save(number, None)
    del st.session_state.person["asked"]


person = st.session_state.get("person")
with st.sidebar:
    st.selectbox("Show", ["All", *TOPICS], key="show", bind="query-params")
    if st.checkbox("Settings"):
        st.checkbox("Newest first", key="newest", persist_state="session")

if person is None:
    st.write("Signed in: nobody")
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=enter)
else:
    st.write(f"Signed in: {person['name']}")
    st.button("Sign out", on_click=leave)
    with st.form("new", clear_on_submit=True):
        st.text_input("Notice", key="text")
        st.selectbox("Topic", TOPICS, key="topic")
        st.form_submit_button("Preview", on_click=preview)
    draft = person.get("draft")
    st.write(f"Draft: {draft[0]} ({draft[1]})" if draft else "Draft: none")
    if draft:
        st.button("Post", on_click=done, args=(True,))
        st.button("Discard", on_click=done, args=(False,))

board = [(n, x) for n, x in load().items() if st.session_state.show in ("All", x[1])]
st.write(f"Notices: {len(board)}")
for number, (text, topic, author) in board[::-1] if st.session_state.get("newest") else board:
    st.markdown(f"- {text} · {topic} · {author}")
    if person and author == person["name"]:
        if person.get("asked") == number:
            st.button("Yes, delete", on_click=answer, args=(number, True))
            st.button("Keep it", on_click=answer, args=(number, False))
        else:
            st.button("Delete", key=number, on_click=ask, args=(number,), disabled="asked" in person)
