import streamlit as st
from board import change_board, read_board


def ask(row):
    st.session_state.asked = row


def delete():
    row = st.session_state.pop("asked")
    change_board(lambda notices: notices[:row] + notices[row + 1 :])


if not read_board():
    change_board(lambda _: ["Bike", "Piano", "Keys"])
notices = read_board()

st.write(f"Board: {', '.join(notices)}")
for row, text in enumerate(notices):
    if st.session_state.get("asked") == row:
        st.button(f"Yes, delete {text}", on_click=delete)
    else:
        st.button(f"Delete {text}", on_click=ask, args=(row,))
