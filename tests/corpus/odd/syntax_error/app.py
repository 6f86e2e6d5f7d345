import streamlit as st

# A counter.
if "runs" not in st.session_state than:
    st.session_state.runs = 0
st.write("Runs so far:", st.session_state.runs)
