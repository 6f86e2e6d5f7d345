# do: in tab 1: click "Vote"
# do: in tab 2: click "Vote"
# do: in tab 1: run again
"""Votes of all visitors in one file."""
from pathlib import Path

import streamlit as st

FILE = Path("votes.txt")
if st.button("Vote"):
    with FILE.open("a") as file:
        file.write("x")
    st.session_state.mine = st.session_state.get("mine", 0) + 1
votes = len(FILE.read_text()) if FILE.exists() else 0
st.metric("Votes", votes)
st.caption(f"mine: {st.session_state.get('mine', 0)}")
