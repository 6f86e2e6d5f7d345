import streamlit as st

st.text_input("Name")
st.write("Likes:", 2 if st.button("Like") else 0)
