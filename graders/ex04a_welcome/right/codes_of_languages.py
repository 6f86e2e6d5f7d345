import streamlit as st

NAMES = {"en": "English", "fr": "Français"}

language = st.selectbox("Language", ["en", "fr"], format_func=lambda code: NAMES[code])
english = language == "en"
with st.container(border=True):
    name = st.text_input("Enter your username" if english else "Entrez votre nom", "", key="name")
    if name != "":
        st.write(f"Welcome, {name}!" if english else f"Bienvenue, {name} !")
if st.button("Ring the bell"):
    st.balloons()
