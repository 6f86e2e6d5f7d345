import streamlit as st

add = st.button("Add")
st.button("Nothing")

if "log" not in st.session_state:
    st.session_state.log = st.container()
if add:
    st.session_state.log.write("One more")
