import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}
ss = st.session_state
ss.setdefault("name", "")

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]
key = "field " + language
if key not in ss:
    ss[key] = ss.name
name = st.text_input(label, key=key)
if name or language == "English":
    ss.name = name
if name:
    st.write(f"{greeting}, {name}!")
if st.button("Ring the bell"):
    st.write("Ding!")
