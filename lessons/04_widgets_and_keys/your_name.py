import streamlit as st

st.write(f"Above the field: {st.session_state.get('name')}")
st.text_input("Your name", key="name")
st.write(f"Below the field: {st.session_state.name}")
