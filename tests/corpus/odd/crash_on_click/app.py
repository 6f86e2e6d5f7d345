import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
if st.button("Wave"):
    st.session_state["greetings"].append("hello")
st.write("Runs so far:", st.session_state.runs)
