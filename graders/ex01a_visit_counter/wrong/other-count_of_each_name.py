import streamlit as st


@st.cache_resource
def counter(name):
    return {"runs": 0}


mine = counter(st.text_input("Your name"))
mine["runs"] += 1
st.button("Wave")
st.write("Runs so far:", mine["runs"])
