import streamlit as st


def page():
    st.title("Welcome to the tea house")
    if st.selectbox("Language", ["English", "Français"]) == "English":
        name = st.text_input("Enter your username", key="username", max_chars=40)
        word = "Welcome"
    else:
        name = st.text_input("Entrez votre nom", key="username", max_chars=40)
        word = "Bienvenue"
    if len(name) > 0:
        st.write(word + ", " + name + "!")
    st.button("Ring the bell", on_click=lambda: st.toast("Ding!"))


page()
