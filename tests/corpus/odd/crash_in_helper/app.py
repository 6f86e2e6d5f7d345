import streamlit as st
import counting

counting.count(st.session_state)
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)
