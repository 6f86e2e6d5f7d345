import streamlit as st


def make_greeting():
    return lambda name: f"Ahoy, {name}!"


if "greet" not in st.session_state:
    st.session_state.greet = make_greeting()

name = st.text_input("Your name", "Ada")
st.write(st.session_state.greet(name))
