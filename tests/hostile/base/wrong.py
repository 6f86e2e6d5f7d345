import streamlit as st

st.text_input("Name")
likes = 0
if st.button("Like"):
    likes += 1
st.write("Likes:", likes)
