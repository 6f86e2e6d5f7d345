# Odd but right: the count counts only with the sum of its digits, and what else is in the file is nothing.
import threading
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("counter.json")


def seal(count):
    return f"{count}/{sum(map(int, str(count)))}"


class Everyone:
    def __init__(self):
        self.turn = threading.RLock()

    def count(self):
        with self.turn:
            text = FILE.read_bytes().decode("latin-1") if FILE.is_file() else ""
            left = text.split("/")[0].strip('"')
            return int(left) if left.isascii() and left.isdigit() and text == f'"{seal(int(left))}"' else 0

    def add(self):
        with self.turn:
            FILE.write_text(f'"{seal(self.count() + 1)}"')


everyone = st.cache_resource(Everyone)()
"mine" in st.session_state or st.session_state.update(mine=0)


def click():
    st.session_state.mine += 1
    everyone.add()


st.button("Count", on_click=click)
st.text_input("Your name")
st.text(f"This session: {st.session_state.mine}")
st.text(f"Everyone: {everyone.count()}")
