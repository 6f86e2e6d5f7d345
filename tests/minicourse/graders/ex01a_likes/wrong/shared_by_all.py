import streamlit as st


@st.cache_resource
def counter():
    return {"likes": 0}


st.text_input("Name")
if st.button("Like"):
    counter()["likes"] += 1
st.write("Likes:", counter()["likes"])
