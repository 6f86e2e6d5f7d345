import streamlit as st

st.session_state.setdefault("size", 12)
st.session_state.setdefault("customer", None)
st.session_state.setdefault("cart", 0)


def sign_in():
    if st.session_state.name:
        st.session_state.customer = st.session_state.name


def sign_out():
    del st.session_state["customer"]
    del st.session_state["cart"]
    st.session_state.customer = None
    st.session_state.cart = 0


def change(by):
    st.session_state.size = max(8, st.session_state.size + by)


signed_in = st.session_state.customer is not None

st.title("Mona’s tea shop")
st.write(f"Customer: {st.session_state.customer or 'nobody'}")
st.text_input("Your name", key="name", disabled=signed_in)
st.button("Sign in", on_click=sign_in, disabled=signed_in)
st.button("Sign out", on_click=sign_out, disabled=not signed_in)

if st.button("Add a tea", disabled=not signed_in):
    st.session_state.cart += 1
if signed_in:
    st.write(f"Cart: {st.session_state.cart}")

st.button("Larger text", on_click=change, args=[2])
st.button("Smaller text", on_click=change, args=[-2])
st.write(f"Text size: {st.session_state.size}")
