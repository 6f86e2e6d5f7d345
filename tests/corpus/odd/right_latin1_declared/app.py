# -*- coding: latin-1 -*-
import streamlit as st

st.session_state.setdefault("zähler", 0)
st.session_state["zähler"] += 1
st.title("Grüße von Inès")
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state['zähler']}")
