import streamlit as st

st.slider("Volume", 0, 10)
st.slider("Volume", 0, 10)
