import streamlit as st

if "runs" not in st.session_state:
    st.session_state.runs = 0
runs = st.session_state.runs
runs += 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", runs)
