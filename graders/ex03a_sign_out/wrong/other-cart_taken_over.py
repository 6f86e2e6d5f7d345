import streamlit as st

ss = st.session_state
ss.setdefault("size", 12)
ss.setdefault("customer", "nobody")
ss.setdefault("cart", 0)


def sign_out():
    ss.customer = "nobody"
    ss.cart = 0
    ss.name = ""


name = st.text_input("Your name", key="name")
if st.button("Sign in") and name:
    ss.customer = name
if st.button("Add a tea") and ss.customer != "nobody":
    ss.cart += 1
st.button("Sign out", on_click=sign_out)
if st.button("Larger text"):
    ss.size += 2
if st.button("Smaller text") and ss.size >= 10:
    ss.size -= 2
st.metric("Customer:", ss.customer)
st.metric("Cart:", ss.cart)
st.metric("Text size:", ss.size)
