import json
import shutil
from pathlib import Path

import streamlit as st
from filelock import FileLock

here = Path(__file__).parent
book = here / "book.json"


class Book:
    def __init__(self):
        self.names = []

    def load(self):
        try:
            self.names = [name.strip() for name in json.loads(book.read_text())["names"]]
        except FileNotFoundError:
            pass
        except Exception:
            copies = len(list(here.glob("book.damaged.*")))
            shutil.copy(book, here / f"book.damaged.{copies + 1}")
        return self

    def add(self, name):
        self.names.insert(0, name)
        book.write_text(json.dumps({"names": self.names}, indent=2))


left, right = st.columns(2)
with left:
    name = st.text_input("Your name", placeholder="Ada")
    pressed = st.button("Sign", type="primary")
with FileLock("book.lock"):
    guests = Book().load()
    if pressed and name:
        guests.add(name)
with right:
    st.subheader(f"Signatures: {len(guests.names)}")
    st.dataframe({"Name": guests.names})
