import numpy as np
import streamlit as st

if "runs" not in st.session_state:
    st.session_state.runs = np.zeros(1, dtype="int8")
st.session_state.runs[0] += 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state.runs.sum()}")
