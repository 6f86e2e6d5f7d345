import streamlit as st

s = st.session_state
s.setdefault("size", 12)
s.setdefault("name", "")


def sign_out():
    s.customer, s.cart, s.name = "nobody", 0, ""


s.setdefault("customer", "nobody")
s.setdefault("cart", 0)
if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
st.button("Sign out", on_click=sign_out())
st.text_input("Your name", key="name")
if st.button("Sign in") and s.name and s.customer == "nobody":
    s.customer = s.name
if st.button("Add a tea") and s.customer != "nobody":
    s.cart += 1
st.write(f"Customer: {s.customer}")
st.write(f"Cart: {s.cart}")
