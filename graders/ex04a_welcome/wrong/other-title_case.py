import streamlit as st

WORDS = {"English": ("Enter your username", "Welcome"), "Français": ("Entrez votre nom", "Bienvenue")}

st.title("Tea house")
label, greeting = WORDS[st.radio("Language", list(WORDS))]
name = st.text_input(label, key="username").title()
if name:
    st.write(f"{greeting}, {name}!")
if st.button("Ring the bell"):
    st.write("Ding!")
