import json
import threading
import time
from pathlib import Path

import streamlit as st

BOARD = Path(__file__).with_name("notices.json")
TOPICS = ["Sale", "Wanted", "Lost"]
CHOICES = ["All", *TOPICS]


# --- the ledger: what all share


# One lock for all sessions: a variable of this script would be a new lock in every run.
@st.cache_resource
def board_lock():
    return threading.Lock()


def read_board():
    return json.loads(BOARD.read_text(encoding="utf-8")) if BOARD.exists() else []


def change_board(change):
    """Read, change and write as one step, which one session at a time can take."""
    with board_lock():
        notices = change(read_board())
        aside = BOARD.with_name("board.new")
        aside.write_text(json.dumps(notices), encoding="utf-8")
        aside.replace(BOARD)


# --- the sticky note: what belongs to this tab

note = st.session_state
for key in ("user", "draft", "asked"):
    note.setdefault(key, None)
note.setdefault("newest_first", False)
if "show" not in note:
    wanted = st.query_params.get("show")
    note.show = wanted if wanted in CHOICES else "All"


def sign_in():
    if note.name:
        note.user = note.name


def sign_out():
    note.user = note.draft = note.asked = None


def preview():
    if note.text:
        note.draft = {"text": note.text, "topic": note.topic, "by": note.user}


def discard():
    note.draft = None


def post():
    notice = {"id": time.time_ns(), **note.draft}
    change_board(lambda notices: [*notices, notice])
    note.draft = None


def ask(number):
    note.asked = number


def answer(yes):
    if yes:
        change_board(lambda notices: [notice for notice in notices if notice["id"] != note.asked])
    note.asked = None


def set_order():
    # The checkbox is gone when the panel is closed, and its value with it. This key is nobody's.
    note.newest_first = note.order


# --- the page

st.title("Mill Street 12")
st.write(f"Signed in: {note.user or 'nobody'}")

if note.user:
    st.button("Sign out", on_click=sign_out)
    with st.form("new"):
        st.text_input("Notice", key="text")
        st.selectbox("Topic", TOPICS, key="topic")
        st.form_submit_button("Preview", on_click=preview)
    st.write(f"Draft: {note.draft['text'] if note.draft else 'none'}")
    if note.draft:
        st.button("Post", on_click=post)
        st.button("Discard", on_click=discard)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)

if st.checkbox("Settings"):
    st.checkbox("Newest first", value=note.newest_first, key="order", on_change=set_order)

st.selectbox("Show", CHOICES, key="show")
if note.show == "All":
    st.query_params.pop("show", None)
else:
    st.query_params["show"] = note.show

shown = [notice for notice in read_board() if note.show in ("All", notice["topic"])]
st.write(f"Notices: {len(shown)}")
for row, notice in enumerate(reversed(shown) if note.newest_first else shown):
    st.write(f"{notice['text']} ({notice['topic']}, {notice['by']})")
    if notice["id"] == note.asked:
        st.warning("Delete this notice?")
        st.button("Yes, delete", on_click=answer, args=(True,))
        st.button("Keep it", on_click=answer, args=(False,))
    elif notice["by"] == note.user and note.asked is None:
        st.button("Delete", key=notice["id"], on_click=ask, args=(shown[row]["id"],))
