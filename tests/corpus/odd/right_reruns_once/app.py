import streamlit as st

if "runs" not in st.session_state:
    st.session_state.runs = 0
    st.rerun()
st.session_state.runs += 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state.runs}")
