import streamlit as st

s = st.session_state
s.setdefault("size", 12)


def forget():
    for key in ("customer", "cart"):
        if key in s:
            del s[key]


if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
st.text_input("Your name", key="name")
if st.button("Sign in") and s.name and "customer" not in s:
    s.customer = s.name
    s.cart = 0
if st.button("Sign out"):
    forget()
if st.button("Add a tea") and "customer" in s:
    s.cart += 1
st.write(f"Customer: {s.get('customer', 'nobody')}")
st.write(f"Cart: {s.get('cart', 0)}")
