import streamlit as st

st.title("Hello")
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
st.button("Wave")
names = 0
st.write(names / 0)
st.write("Runs so far:", st.session_state.runs)
