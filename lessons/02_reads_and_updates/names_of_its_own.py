import streamlit as st

if "items" not in st.session_state:
    st.session_state["items"] = ["tent", "lamp"]
st.write(st.session_state)
st.write("To pack:", len(st.session_state.items))
