import streamlit as st

st.write("**many** _words_ " * 100_000)
