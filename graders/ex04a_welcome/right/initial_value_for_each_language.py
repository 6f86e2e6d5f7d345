import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

if st.session_state.get("language") != language:
    st.session_state.language = language
    st.session_state.initial = st.session_state.get("name", "")
name = st.text_input(label, value=st.session_state.initial)
st.session_state.name = name
if name:
    st.write(f"{greeting}, {name}!")

if st.button("Ring the bell"):
    st.write("Ding!")
