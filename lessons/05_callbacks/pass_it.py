import streamlit as st

st.session_state.setdefault("likes", 0)


def like():
    st.session_state.likes += 1


st.button("Like", on_click=like())
st.button("Nothing")
st.write(f"Likes: {st.session_state.likes}")
