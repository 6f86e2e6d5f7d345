import streamlit as st


def count_this_run():
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    return st.session_state.runs
