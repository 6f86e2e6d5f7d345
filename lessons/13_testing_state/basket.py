import streamlit as st

if "basket" not in st.session_state:
    st.session_state.basket = []
st.metric("Items", len(st.session_state.basket))
if st.button("Put back", key="put_back"):
    st.session_state.basket.pop()
    st.rerun()
