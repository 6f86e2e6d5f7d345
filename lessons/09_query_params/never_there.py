import streamlit as st

user = st.query_params.get("user", "guest")
st.write(f"Hello, {user}!")
if user == "boss":
    st.write("Salaries: Ada 4100, Bo 3900")
