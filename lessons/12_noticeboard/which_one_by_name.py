import streamlit as st
from board import change_board, read_board


def ask(text):
    st.session_state.asked = text


def delete():
    asked = st.session_state.pop("asked")
    change_board(lambda notices: [text for text in notices if text != asked])


if not read_board():
    change_board(lambda _: ["Bike", "Piano", "Keys"])
notices = read_board()

st.write(f"Board: {', '.join(notices)}")
for text in notices:
    if st.session_state.get("asked") == text:
        st.button(f"Yes, delete {text}", on_click=delete)
    else:
        st.button(f"Delete {text}", on_click=ask, args=(text,))
