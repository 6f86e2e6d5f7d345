import streamlit as st

st.session_state.setdefault("votes", 0)


@st.fragment(key="result")
def result():
    st.write("Result:", st.session_state.votes)


result()
if st.button("Vote"):
    st.session_state.votes += 1
    st.rerun("result")
