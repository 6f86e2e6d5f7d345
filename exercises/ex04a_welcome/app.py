import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

# TODO: the field should stay, and keep the name. And nobody is greeted before there is a name.
if "username" not in st.session_state:
    st.session_state.username = st.text_input(label)
st.write(f"{greeting}, {st.session_state.username}!")

if st.button("Ring the bell"):
    st.write("Ding!")
