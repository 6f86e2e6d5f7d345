import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

st.session_state.setdefault("guest", "")


def entered():
    st.session_state.guest = st.session_state.field


st.text_input(label, key="field", on_change=entered)
if st.session_state.guest:
    st.write(f"{greeting}, {st.session_state.guest}!")

if st.button("Ring the bell"):
    st.write("Ding!")
