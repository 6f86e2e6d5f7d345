import streamlit as st

if "runs" not in st.session_state:
st.session_state.runs = 0
st.write("Runs so far:", st.session_state.runs)
