import logging
import sys
import warnings

import streamlit as st

sys.stdout.reconfigure(encoding="utf-8")
print("hello 👋")
print("careful", file=sys.stderr)
warnings.warn("this is old", DeprecationWarning)
logging.getLogger("mine").error("nothing went wrong")
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text_input("Your name")
st.button("Wave")
st.write(f"Runs so far: {st.session_state.runs}")
