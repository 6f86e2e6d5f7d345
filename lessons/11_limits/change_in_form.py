import streamlit as st


def lucky():
    st.session_state.my_slider = 7


with st.form("my_form"):
    st.slider("My Slider", 1, 10, key="my_slider", on_change=lucky)
    st.form_submit_button("Send")
