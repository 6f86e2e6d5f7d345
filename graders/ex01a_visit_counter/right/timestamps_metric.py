# right: keeps a tuple with the time of every run; its length is the number, shown with st.metric and a thousands separator
import time

import streamlit as st

runs = st.session_state.get("runs", ()) + (time.time(),)
st.session_state["runs"] = runs

with st.container(border=True):
    st.metric("Runs so far:", f"{len(runs):,}", delta=1)
st.text_input("Your name", key="who")
wave = st.button("Wave")
if wave:
    st.toast("👋 " + (st.session_state.who or "you"))
with st.expander("When?"):
    st.line_chart({"seconds since the first run": [t - runs[0] for t in runs]})
