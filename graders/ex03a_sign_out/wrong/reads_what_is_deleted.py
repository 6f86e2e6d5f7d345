import streamlit as st

s = st.session_state
if "size" not in s:
    s.size = 12
if "customer" not in s:
    s.customer, s.cart, s.name = "nobody", 0, ""

if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
if st.button("Sign out"):
    del s.customer
    del s.cart
    del s.name
st.text_input("Your name", key="name")
if st.button("Sign in") and s.name and s.customer == "nobody":
    s.customer = s.name
if st.button("Add a tea") and s.customer != "nobody":
    s.cart += 1
st.write(f"Customer: {s.customer}")
st.write(f"Cart: {s.cart}")
