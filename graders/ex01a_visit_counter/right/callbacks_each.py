# right: begins at 1 and counts in callbacks of the two widgets, not in the script's body
import streamlit as st


def count(by):
    st.session_state.runs += by


if "runs" not in st.session_state:
    st.session_state.runs = 1

left, right = st.columns(2)
with left:
    st.text_input("Your name", key="name", on_change=count, args=(1,))
    if st.button("Wave", on_click=count, kwargs={"by": 1}):
        st.balloons()
right.metric("Runs so far:", st.session_state.runs)
