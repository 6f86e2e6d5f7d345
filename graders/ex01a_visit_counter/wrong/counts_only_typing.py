import streamlit as st

if "runs" not in st.session_state:
    st.session_state.runs = 1
if st.text_input("Your name"):
    st.session_state.runs += 1
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)
