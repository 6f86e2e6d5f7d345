import streamlit as st


def like():
    st.session_state["likes"] += 1


st.session_state.setdefault("likes", 0)
st.text_input("Name")
st.button("Like", on_click=like)
st.metric("Likes", st.session_state["likes"])
