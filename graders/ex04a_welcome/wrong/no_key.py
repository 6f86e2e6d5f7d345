import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

name = st.text_input(label)
if name:
    st.write(f"{greeting}, {name}!")

if st.button("Ring the bell"):
    st.write("Ding!")
