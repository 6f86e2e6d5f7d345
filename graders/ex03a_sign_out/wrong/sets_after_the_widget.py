import streamlit as st

s = st.session_state
if "size" not in s:
    s.size, s.customer, s.cart = 12, "nobody", 0

if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
st.text_input("Your name", key="name")
if st.button("Sign in") and s.name and s.customer == "nobody":
    s.customer = s.name
if st.button("Add a tea") and s.customer != "nobody":
    s.cart += 1
if st.button("Sign out"):
    s.customer = "nobody"
    s.cart = 0
    s.name = ""
st.write(f"Customer: {s.customer}")
st.write(f"Cart: {s.cart}")
