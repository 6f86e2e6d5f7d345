import streamlit as st

st.text("long " * 400_000)
st.write("a line\n" * 300_000)
