import streamlit as st

s = st.session_state
s.setdefault("size", 12)
s.setdefault("customer", "nobody")
s.setdefault("cart", 0)
s.setdefault("field", 0)

st.write(f"Customer: {s.customer}")
st.write(f"Cart: {s.cart}")
if st.button("Larger text"):
    s.size += 2
if st.button("Smaller text") and s.size > 8:
    s.size -= 2
st.write(f"Text size: {s.size}")
name = st.text_input("Your name", key=f"name{s.field}")
if st.button("Sign in") and name and s.customer == "nobody":
    s.customer = name
    st.rerun()
if st.button("Add a tea") and s.customer != "nobody":
    s.cart += 1
    st.rerun()
if st.button("Sign out"):
    s.customer, s.cart = "nobody", 0
    s.field += 1
