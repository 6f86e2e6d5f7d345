import streamlit as st

if "order" not in st.session_state:
    st.session_state.order = [{"drink": "tea", "cups": 2}, {"drink": "milk", "cups": 3}]

st.session_state.order = st.data_editor(st.session_state.order)
cups = sum(row["cups"] for row in st.session_state.order)
st.write(f"Cups in all: {cups}")
