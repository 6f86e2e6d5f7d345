import pandas as pd
import streamlit as st

STATUS = ["to do", "doing", "done"]
if "board" not in st.session_state:
    st.session_state.board = pd.DataFrame({"title": pd.Series(dtype=str), "status": pd.Series(dtype=str)})


def move(row):
    now = st.session_state.board.loc[row, "status"]
    st.session_state.board.loc[row, "status"] = STATUS[STATUS.index(now) + 1]


title = st.sidebar.text_input("Title")
if st.sidebar.button("Add") and title:
    st.session_state.board.loc[st.session_state.get("next", 0)] = [title, "to do"]
    st.session_state.next = st.session_state.get("next", 0) + 1
if st.sidebar.button("Delete done tasks"):
    st.session_state.board = st.session_state.board.query("status != 'done'")
for row, task in st.session_state.board.iterrows():
    with st.container(border=True):
        st.write(task["title"] + ": " + task["status"])
        if task["status"] != "done":
            st.button("Move on", key=f"row {row}", on_click=move, args=(row,))
for status in STATUS:
    count = int((st.session_state.board["status"] == status).sum())
    st.write(f"{status.capitalize()}: {count}")
