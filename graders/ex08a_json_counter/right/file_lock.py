import json
from pathlib import Path

import streamlit as st
from filelock import FileLock

FILE = Path(__file__).parent / "counter.json"
LOCK = FileLock(str(FILE) + ".lock")


def read() -> int:
    try:
        text = FILE.read_text() if FILE.exists() else ""
        return int(json.loads(text)["clicks"])
    except Exception:
        return 0


st.session_state.setdefault("count", 0)
st.text_input("Your name", key="name")
if st.button("Count", type="primary"):
    st.session_state.count += 1
    with LOCK:
        FILE.write_text(json.dumps({"clicks": read() + 1}))
with LOCK:
    everyone = read()
st.info(f"**This session:** {st.session_state.count}")
st.info(f"**Everyone:** {everyone}")
