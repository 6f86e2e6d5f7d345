import streamlit as st

s = st.session_state
s.setdefault("size", 12)


def sign_out():
    s.pop("customer", None)
    s.pop("cart", None)
    s.name = ""


def sign_in():
    if s.name and "customer" not in s:
        s.customer, s.cart = s.name, 0


if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text"):
    s.size -= 2
st.write(f"Text size: {s.size}")
st.text_input("Your name", key="name")
st.button("Sign in", on_click=sign_in)
st.button("Sign out", on_click=sign_out)
if st.button("Add a tea") and "customer" in s:
    s.cart += 1
st.write(f"Customer: {s.get('customer', 'nobody')}")
st.write(f"Cart: {s.get('cart', 0)}")
