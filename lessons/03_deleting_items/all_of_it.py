import streamlit as st

if st.button("Sign in"):
    st.session_state.user = "Ada"
if st.button("Choose dark colours"):
    st.session_state.colours = "dark"
if st.button("Sign out"):
    for key in st.session_state.keys():
        del st.session_state[key]
st.write("On the note:", ", ".join(st.session_state) or "nothing")
