import streamlit as st


def forget_customer():
    """All that belongs to a customer, and nothing of the tablet's."""
    st.session_state.customer = None
    st.session_state.cart = 0
    # A field keeps what was typed, unless its key is set.
    st.session_state.name = ""


if "size" not in st.session_state:
    st.session_state.size = 12
if "customer" not in st.session_state:
    forget_customer()

st.title("Mona’s tea shop")

if st.button("Larger text"):
    st.session_state.size += 2
if st.button("Smaller text") and st.session_state.size > 8:
    st.session_state.size -= 2
st.write(f"Text size: {st.session_state.size}")

if st.session_state.customer:
    st.button("Sign out", on_click=forget_customer)
    cart = 0
    if st.button("Add a tea"):
        cart += 1
    st.write(f"Customer: {st.session_state.customer}")
    st.write(f"Cart: {cart}")
else:
    st.write("Customer: nobody")
    name = st.text_input("Your name", key="name")
    if st.button("Sign in") and name:
        st.session_state.customer = name
        st.rerun()
