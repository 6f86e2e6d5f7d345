import streamlit as st

chosen = st.slider("Size", 1, 10, 5, key="size", bind="query-params")
st.write(f"Size: {chosen}")
address = st.query_params.to_dict()
st.write(f"Address: {address}")
