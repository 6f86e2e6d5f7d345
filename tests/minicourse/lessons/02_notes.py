import streamlit as st

st.title("What outlives a restart")
