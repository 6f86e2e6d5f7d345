import streamlit as st

votes = 0
if st.button("Vote", key="vote"):
    votes += 1
st.text_input("Your name", key="name")
st.metric("Votes", votes)
