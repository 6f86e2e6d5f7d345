import streamlit as st
from board import change_board, read_board


def post():
    text = st.session_state.text
    change_board(lambda notices: [*notices, text])


with st.form("notice", clear_on_submit=True):
    st.text_input("Notice", key="text")
    st.form_submit_button("Post", on_click=post)

st.button("Look again")
notices = read_board()
st.write(f"Notices: {len(notices)}")
