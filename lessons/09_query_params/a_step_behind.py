import streamlit as st

initial = st.query_params.get("q", "")
q = st.text_input("Search", initial)
st.query_params["q"] = q
st.write(f"You look for: {q or '(nothing)'}")
