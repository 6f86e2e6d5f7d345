import streamlit as st

if "many" not in st.session_state:
    st.session_state.many = [str(number) for number in range(210_000)]
    st.session_state.long = "x" * 20_000_000
    st.session_state.endless = range(10**18)
st.session_state["key" * 1000] = 1
