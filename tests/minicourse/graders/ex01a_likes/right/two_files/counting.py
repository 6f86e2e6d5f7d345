import streamlit as st


def likes():
    return st.session_state.get("likes", 0)


def add():
    st.session_state.likes = likes() + 1
