import counting
import streamlit as st

st.text_input("Name")
if st.button("Like"):
    counting.add()
st.write("Likes:", counting.likes())
