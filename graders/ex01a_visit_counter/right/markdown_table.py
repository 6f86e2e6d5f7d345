# right: a Counter in the session, the number in a Markdown table
from collections import Counter

import streamlit as st

if "tally" not in st.session_state:
    st.session_state.tally = Counter()
tally = st.session_state.tally
tally["runs"] += 1

name = st.text_input("Your name")
if st.button("Wave"):
    tally["waves"] += 1
    st.write("👋")
st.markdown(
    f"""
| What | How often |
|---|---|
| Runs so far: | {tally.total() - tally['waves']} |
"""
)
