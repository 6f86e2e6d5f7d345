import streamlit as st

s = st.session_state
if "size" not in s:
    s.size, s.customer, s.cart = 12, "nobody", 0

if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
customer, cart = s.customer, s.cart
if st.button("Sign out"):
    customer, cart = "nobody", 0
    s.name = ""
st.text_input("Your name", key="name")
if st.button("Sign in") and s.name and customer == "nobody":
    customer = s.customer = s.name
if st.button("Add a tea") and customer != "nobody":
    cart = s.cart = cart + 1
st.write(f"Customer: {customer}")
st.write(f"Cart: {cart}")
