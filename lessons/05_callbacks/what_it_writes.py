import streamlit as st


def save():
    st.success("Saved.")


st.subheader("My notes")
st.text_input("Note", key="note")
st.button("Save", on_click=save)
