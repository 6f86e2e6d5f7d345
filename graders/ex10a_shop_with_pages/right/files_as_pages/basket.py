import streamlit as st

st.text_input("Name", key="name", persist_state="session")
if st.button("Empty the basket"):
    st.session_state.basket = []
