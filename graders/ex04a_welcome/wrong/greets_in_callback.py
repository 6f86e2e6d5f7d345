import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

def greet():
    if st.session_state.username:
        st.write(f"{greeting}, {st.session_state.username}!")


st.text_input(label, key="username", on_change=greet)

if st.button("Ring the bell"):
    st.write("Ding!")
