import streamlit as st


@st.cache_resource
def counter():
    return {"runs": 0}


if "here" not in st.session_state:
    st.session_state.here = True
    counter()["runs"] = 0
counter()["runs"] += 1

name = st.text_input("Your name")
if st.button("Wave"):
    st.write(f"Hello {name}")

st.write(f"Runs so far: {counter()['runs']}")
