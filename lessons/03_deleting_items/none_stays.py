import streamlit as st

if "name" not in st.session_state:
    st.session_state.name = "Guest"
if st.button("Forget the name"):
    st.session_state.name = None
st.button("Next")
st.write("Name:", st.session_state.name)
