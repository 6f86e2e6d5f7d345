import streamlit as st

st.session_state.setdefault("likes", 0)


def like():
    st.session_state.likes += 1


st.write(f"Above the button: {st.session_state.likes}")
st.button("Like", on_click=like)
st.write(f"Below the button: {st.session_state.likes}")
