import json

import streamlit as st

board = json.loads(st.session_state.get("board", "{}"))


def keep():
    st.session_state.board = json.dumps(board)
    st.rerun()


st.header("Lin’s board")
title = st.text_input("Title", placeholder="What is to do?")
if st.button("Add", type="primary") and title:
    board[title] = 0
    keep()
for name, step in board.items():
    st.write(f"- {name}: {('to do', 'doing', 'done')[step]}")
    if step < 2 and st.button("Move on", key=f"on-{name}"):
        board[name] = step + 1
        keep()
if st.button("Delete done tasks"):
    board = {name: step for name, step in board.items() if step < 2}
    keep()
steps = list(board.values())
st.table({"To do": [steps.count(0)], "Doing": [steps.count(1)], "Done": [steps.count(2)]})
