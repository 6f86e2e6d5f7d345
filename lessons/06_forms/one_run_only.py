import streamlit as st

with st.form("order"):
    item = st.text_input("Item")
    sent = st.form_submit_button("Send")

if sent:
    st.write("Thank you!")
st.write(f"Item: {item}")
st.button("Outside")
