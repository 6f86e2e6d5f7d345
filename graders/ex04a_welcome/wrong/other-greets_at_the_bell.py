import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

st.text_input(label, key="username")
if st.button("Ring the bell") and st.session_state.username:
    st.write(f"{greeting}, {st.session_state.username}!")
