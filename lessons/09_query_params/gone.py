import streamlit as st

params = st.experimental_get_query_params()
username = params.get("username", [""])[0]
st.write(f"Welcome, {username}!")
