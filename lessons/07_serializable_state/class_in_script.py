from enum import Enum

import streamlit as st


class Light(Enum):
    RED = "red"
    GREEN = "green"


if "light" not in st.session_state:
    st.session_state.light = Light.GREEN

if st.session_state.light == Light.GREEN:
    st.write("Go!")
else:
    st.write("Wait.")

st.button("Look again")
