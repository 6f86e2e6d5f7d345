import streamlit as st

likes = 0
st.text_input("Name")
if st.button("Like"):
    likes += 1
st.write(f"Likes: {likes}")
