import streamlit as st

st.session_state.setdefault("votes", 0)


def vote():
    st.session_state.votes += 1
    st.rerun("result")


@st.fragment(key="result")
def result():
    st.write("Result:", st.session_state.votes)


result()
st.button("Vote", on_click=vote)
st.write("Below the button:", st.session_state.votes)
