import streamlit as st

WORDS = {
    "English": ("Enter your username", "Welcome"),
    "Français": ("Entrez votre nom", "Bienvenue"),
}

st.title("Tea house")
language = st.radio("Language", list(WORDS), horizontal=True)
label, greeting = WORDS[language]

@st.cache_resource
def guest():
    return {"name": ""}


guest()["name"] = st.text_input(label, value=guest()["name"], key="field")
if guest()["name"]:
    st.write(f"{greeting}, {guest()['name']}!")

if st.button("Ring the bell"):
    st.write("Ding!")
