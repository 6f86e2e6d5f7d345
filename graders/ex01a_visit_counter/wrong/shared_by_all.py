import streamlit as st


@st.cache_resource
def counter():
    return {"runs": 0}


counter()["runs"] += 1
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", counter()["runs"])
