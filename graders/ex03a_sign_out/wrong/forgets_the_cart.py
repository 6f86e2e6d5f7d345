import streamlit as st

st.session_state.setdefault("size", 12)
st.session_state.setdefault("customer", None)
st.session_state.setdefault("cart", 0)


def sign_out():
    st.session_state.customer = None
    st.session_state.name = ""


if st.button("Larger text"):
    st.session_state.size += 2
if st.button("Smaller text") and st.session_state.size > 8:
    st.session_state.size -= 2
st.write(f"Text size: {st.session_state.size}")
if st.session_state.customer:
    st.button("Sign out", on_click=sign_out)
    if st.button("Add a tea"):
        st.session_state.cart += 1
    st.write(f"Customer: {st.session_state.customer}")
    st.write(f"Cart: {st.session_state.cart}")
else:
    st.write("Customer: nobody")
    st.text_input("Your name", key="name")
    if st.button("Sign in") and st.session_state.name:
        st.session_state.customer = st.session_state.name
        st.rerun()
