import multiprocessing

import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
runs = st.session_state.runs


def work():
    return f"I am {__name__}, in run {runs}."


if st.button("Work"):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        st.text(pool.apply(work))
st.write(f"The page is in run {runs}.")
