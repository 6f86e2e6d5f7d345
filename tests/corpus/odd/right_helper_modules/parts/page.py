import streamlit as st


def show(runs):
    st.text_input("Your name")
    st.button("Wave")
    st.metric("Runs so far", runs)
