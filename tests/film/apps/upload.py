# do: click "Clear"
"""Reads a file that is uploaded, if one is."""
import csv
import io

import streamlit as st

file = st.file_uploader("A CSV file", type="csv")
st.session_state.setdefault("rows", [])
if file is not None:
    st.session_state.rows = list(csv.DictReader(io.StringIO(file.getvalue().decode())))
if st.button("Clear"):
    st.session_state.rows = []
st.write(f"{len(st.session_state.rows)} rows")
st.download_button("Download", "a,b\n1,2\n", "table.csv")
