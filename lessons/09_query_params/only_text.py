import streamlit as st

guests = st.query_params.get("guests", 2)
st.write(f"Plates: {guests * 2}")
