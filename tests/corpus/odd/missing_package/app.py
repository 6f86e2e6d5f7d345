import streamlit as st
import streamlit_extras

st.write('Runs so far: 1')
