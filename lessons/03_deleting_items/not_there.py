import streamlit as st

if st.button("Sign in"):
    st.session_state.user = "Ada"
if st.button("Sign out"):
    del st.session_state.user
st.write("Signed in:", "user" in st.session_state)
