# right: st.html with fixed spaces and a <b> around the number, placeholder on top that is filled last
import streamlit as st

box = st.empty()
name = st.text_input("Your name", max_chars=30)
if st.button("Wave"):
    st.write("👋")

try:
    st.session_state.runs += 1
except AttributeError:
    st.session_state.runs = 1
with box.container():
    st.html(f"<p>Runs&nbsp;so&nbsp;far:&nbsp;<b>{st.session_state.runs}</b></p>")
