# right: book.md, with "- Ada" in a line for each guest, as Bo would write it himself; other lines are none of the guests'; a lock hung on the threading module
import threading
from pathlib import Path

import streamlit as st

BOOK = Path(__file__).with_name("book.md")
LOCK = threading.__dict__.setdefault("guest_book_lock", threading.Lock())
MARK = b"- "


def read_book():
    if not BOOK.is_file():
        return
    for line in BOOK.read_bytes().split(b"\n"):
        if line.startswith(MARK) and b"\0" not in line:
            try:
                yield line.removeprefix(MARK).decode("utf-8")
            except UnicodeDecodeError:
                continue


def write_into_book(name):
    with BOOK.open("ab") as file:
        file.write(b"\n" + MARK + name.encode("utf-8") + b"\n")


st.title("Bo’s guest book")
top = st.empty()
page, about = st.tabs(["Book", "About"])
name = page.text_input("Your name")
with LOCK:
    if page.button("Sign", icon=":material/edit:") and name:
        write_into_book(name)
    names = [name for name in read_book() if name]
top.write(f"Signatures: {len(names)}")
while names:
    page.text(names.pop())
about.write("Everybody signs in the same book.")
