import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

def keep_greeting():
    name = st.session_state.username
    st.session_state.greeting = f"{greeting}, {name}!" if name else ""


st.text_input(label, key="username", on_change=keep_greeting)
st.write(st.session_state.get("greeting", ""))

if st.button("Ring the bell"):
    st.write("Ding!")
