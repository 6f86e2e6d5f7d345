import streamlit as st

st.write("Hello,", st.session_state.get("name", "stranger"))
st.text_input("Your name", key="name")
