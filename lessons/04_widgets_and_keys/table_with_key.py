import streamlit as st

DRINKS = [{"drink": "tea", "cups": 2}, {"drink": "milk", "cups": 3}]

order = st.data_editor(DRINKS, key="changes")
cups = sum(row["cups"] for row in order)
st.write(f"Cups in all: {cups}")
st.write(st.session_state.changes)
