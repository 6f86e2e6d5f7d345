import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

if name := st.session_state.get("username"):
    st.header(f"{greeting}, {name}!")
st.text_input(label, key="username")

if st.button("Ring the bell"):
    st.write("Ding!")
