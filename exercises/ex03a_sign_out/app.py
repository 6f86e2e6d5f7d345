import streamlit as st

SMALLEST = 8

if "size" not in st.session_state:
    st.session_state.size = 12
if "customer" not in st.session_state:
    st.session_state.customer = None
    st.session_state.cart = 0

st.title("Mona’s tea shop")

if st.button("Larger text"):
    st.session_state.size += 2
if st.button("Smaller text") and st.session_state.size > SMALLEST:
    st.session_state.size -= 2
st.write(f"Text size: {st.session_state.size}")

if st.session_state.customer:
    if st.button("Add a tea"):
        st.session_state.cart += 1
    st.write(f"Customer: {st.session_state.customer}")
    st.write(f"Cart: {st.session_state.cart}")
else:
    st.write("Customer: nobody")
    name = st.text_input("Your name", key="name")
    if st.button("Sign in") and name:
        st.session_state.customer = name
        st.rerun()

# TODO: forget the customer, and leave the text size alone.
if st.button("Sign out"):
    st.session_state.clear()
    st.rerun()
