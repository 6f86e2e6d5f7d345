# Odd but right: remembers each run in a list, and shows how long the list is.
import datetime

import streamlit as st

try:
    st.session_state.log.append(datetime.datetime.now())
except AttributeError:
    st.session_state.log = [datetime.datetime.now()]

name = st.text_input("Your name")
waved = st.button("Wave")
st.markdown(f"**Runs so far:** {len(st.session_state.log)}")
if waved:
    st.balloons()
    st.stop()
