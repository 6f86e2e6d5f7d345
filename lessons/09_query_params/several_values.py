import streamlit as st

tags = st.query_params.get("tag", "none")
st.write(f"Tags: {tags}")
