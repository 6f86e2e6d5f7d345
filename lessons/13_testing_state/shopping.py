import streamlit as st


@st.cache_resource
def shopping_list():
    return []


if st.button("Milk", key="milk"):
    shopping_list().append("Milk")
st.metric("Items", len(shopping_list()))
