import streamlit as st

if "clicks" not in st.session_state:
    st.session_state.clicks = []
st.toggle("Big party", key="big")
if st.button("Invite", key="invite"):
    st.session_state.clicks.append(1)
st.metric("Guests", len(st.session_state.clicks))
