import streamlit as st

if "my_button" not in st.session_state:
    st.session_state.my_button = True

pushed = st.button("My button", key="my_button")
st.write("Pushed:", pushed)
st.button("Other")
