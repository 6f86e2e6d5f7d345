import streamlit as st

st.rerun()
