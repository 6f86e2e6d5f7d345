import streamlit as st

st.write("**many** `words` " * 100_000)
