import streamlit as st

print "hello"
st.write("Runs so far:", 1)
