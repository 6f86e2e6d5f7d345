import streamlit as st

with st.form("search"):
    word = st.text_input("Word")
found = st.button("Search")

st.write(f"You look for: {word}" if found else "Nothing yet.")
