import streamlit as st

CAKES = {"Small": ["Muffin", "Tart"], "Big": ["Wedding cake", "Strudel"]}

with st.form("bakery"):
    size = st.selectbox("Size", list(CAKES))
    cake = st.selectbox("Cake", CAKES[size])
    if st.form_submit_button("Order"):
        st.write(f"Ordered: {cake}")
