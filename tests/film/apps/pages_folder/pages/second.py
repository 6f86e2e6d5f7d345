import streamlit as st

st.title("Second")
if st.button("Count"):
    st.session_state.count = st.session_state.get("count", 0) + 1
st.write(st.session_state.get("count"))
