import streamlit as st

# TODO: count the clicks.
st.text_input("Name")
st.button("Like")
st.write("Likes: 0")
