import streamlit as st


def count(runs):
    return count(runs + 1)


st.write("Runs so far:", count(0))
