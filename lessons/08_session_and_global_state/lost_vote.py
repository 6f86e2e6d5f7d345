import time

import streamlit as st
from ledger_file import load_state, save_state

if st.button("Vote"):
    votes = load_state().get("votes", 0)
    time.sleep(3)  # a slow disk, a long sum, a busy server
    save_state({"votes": votes + 1})
st.write(f"Votes: {load_state().get('votes', 0)}")
