import streamlit as st

st.session_state.runs = 1
st.text_input("Your name")
if st.button("Wave"):
    st.session_state.runs += 1
st.write("Runs so far:", st.session_state.runs)
