import os
import pickle
import threading
import time
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("notices.pickle")
TOPICS = ["Sale", "Wanted", "Lost"]


@st.cache_resource
class Board:
    def __init__(self):
        self.lock = threading.Lock()
        self.notices = pickle.loads(FILE.read_bytes()) if FILE.exists() else []

    def change(self, notices):
        FILE.with_suffix(".tmp").write_bytes(pickle.dumps(notices))
        os.replace(FILE.with_suffix(".tmp"), FILE)
        self.notices = notices

    def add(self, *notice):
        with self.lock:
            self.change([*self.notices, (time.monotonic_ns() + len(self.notices), *notice)])

    def remove(self, number):
        with self.lock:
            self.change([notice for notice in self.notices if notice[0] != number])


board = Board()
note = st.session_state


@st.dialog("Delete?", dismissible=False)
def confirm():
    st.write("It cannot be taken back.")
    if st.button("Yes, delete"):
        board.remove(note.asked)
        del note.asked
        st.rerun()
    if st.button("Keep it"):
        del note.asked
        st.rerun()


def sign_out():
    for key in ("user", "draft", "asked"):
        note.pop(key, None)


if "user" in note:
    st.write(f"Signed in: {note.user}")
    st.button("Sign out", on_click=sign_out)
    with st.form("new"):
        text = st.text_input("Notice")
        topic = st.selectbox("Topic", TOPICS)
        if st.form_submit_button("Preview") and text:
            note.draft = text, topic
    place = st.empty()
    if note.get("draft"):
        if st.button("Post"):
            board.add(*note.draft, note.user)
            note.draft = None
        elif st.button("Discard"):
            note.draft = None
    place.write(f"Draft: {note.draft[0]}" if note.get("draft") else "Draft: none")
else:
    st.write("Signed in: nobody")
    name = st.text_input("Your name")
    if st.button("Sign in", disabled=not name):
        note.user = name
        st.rerun()

if st.checkbox("Settings"):
    note.newest = st.checkbox("Newest first", note.get("newest", False), key="newest_box")

wanted = st.query_params.get("show")
index = TOPICS.index(wanted) + 1 if wanted in TOPICS else 0
show = st.selectbox("Show", ["All", *TOPICS], index=note.setdefault("first", index))
st.query_params.show = show

shown = [notice for notice in board.notices if show in ("All", notice[2])]
st.write(f"Notices: {len(shown)}")
for number, text, topic, user in shown[::-1] if note.get("newest") else shown:
    st.write(f"{text}: {topic}, from {user}")
    if user == note.get("user") and st.button("Delete", key=number):
        note.asked = number
if note.get("asked"):
    confirm()
