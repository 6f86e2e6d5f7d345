import streamlit as st
from board import change_board, read_board


def preview():
    st.session_state.draft = st.session_state.text


def post():
    draft = st.session_state.draft
    change_board(lambda notices: [*notices, draft])
    st.session_state.draft = ""


with st.form("notice", clear_on_submit=True):
    st.text_input("Notice", key="text")
    st.form_submit_button("Preview", on_click=preview)

if st.session_state.setdefault("draft", ""):
    st.write(f"Draft: {st.session_state.draft}")
    st.button("Post", on_click=post)

st.write(f"Board: {', '.join(read_board()) or 'empty'}")
