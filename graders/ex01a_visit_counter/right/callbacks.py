# Odd but right: counts interactions in callbacks, and the opening of the page as the first.
import streamlit as st


def another() -> None:
    st.session_state.runs += 1


if "runs" not in st.session_state:
    st.session_state.runs = 1

st.text_input("Your name", on_change=another)
st.button("Wave", on_click=another)
st.info(f"Runs so far: {st.session_state.runs}")
