import threading

import streamlit as st


@st.cache_resource
def counter():
    return {"everyone": 0, "lock": threading.Lock()}


if "mine" not in st.session_state:
    st.session_state.mine = 0
st.text_input("Your name")
if st.button("Count"):
    st.session_state.mine += 1
    with counter()["lock"]:
        counter()["everyone"] += 1
st.write("This session:", st.session_state.mine)
st.write("Everyone:", counter()["everyone"])
