import streamlit as st


@st.cache_data
def greeting():
    return f"Hello, {st.session_state.name}!"


st.text_input("Your name", key="name")
if st.button("Greet me"):
    st.write(greeting())
