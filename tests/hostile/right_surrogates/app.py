import streamlit as st

st.session_state.text = "\ud800 and \udcff"
st.session_state["key \udcff"] = 1
st.session_state.nul = "a\0b"
print("\ud800")
