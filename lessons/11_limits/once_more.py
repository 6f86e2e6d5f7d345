import streamlit as st

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

if st.button("Save"):
    st.session_state.saved = True
if "saved" in st.session_state and st.session_state.runs < 10:
    st.rerun()

st.write("Runs:", st.session_state.runs)
