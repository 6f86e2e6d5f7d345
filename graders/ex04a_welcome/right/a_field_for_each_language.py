import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

st.session_state.setdefault("name", "")
st.session_state.name = st.text_input(label, value=st.session_state.name, key=f"name in {language}")
if st.session_state.name:
    st.write(f"{greeting}, {st.session_state.name}!")

if st.button("Ring the bell"):
    st.write("Ding!")
