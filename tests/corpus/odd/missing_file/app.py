import streamlit as st

runs = int(open("count.txt").read())
st.write("Runs so far:", runs)
