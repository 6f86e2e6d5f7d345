import streamlit as st

DRINKS = [{"drink": "tea", "cups": 2}, {"drink": "milk", "cups": 3}]

order = st.data_editor(DRINKS, key="changes")
st.write(f"Cups in all: {sum(row['cups'] for row in order)}")
st.write(f"Under the key: {st.session_state.changes['edited_rows']}")
