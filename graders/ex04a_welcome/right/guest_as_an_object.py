import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

class Guest:
    name = ""


if "guest" not in st.session_state:
    st.session_state.guest = Guest()
guest = st.session_state.guest
with st.sidebar:
    guest.name = st.text_input(label, key="name")
if guest.name:
    st.info(f"{greeting}, {guest.name}!")

if st.button("Ring the bell"):
    st.write("Ding!")
