import streamlit as st
import counting

st.write("Runs so far:", counting.count())
