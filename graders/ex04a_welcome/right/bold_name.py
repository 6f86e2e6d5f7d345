import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

st.session_state.setdefault("username", "")
st.text_input(label, key="username")
name = st.session_state.username
st.markdown(f"{greeting}, **{name}**!" if name else "Who is there?")

if st.button("Ring the bell"):
    st.write("Ding!")
