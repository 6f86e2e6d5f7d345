import streamlit as st

ss = st.session_state
for key, value in {"size": 12, "signed_in": False, "cart": 0}.items():
    ss.setdefault(key, value)


def sign_in():
    if ss.name:
        ss.signed_in = True


def sign_out():
    ss.signed_in = False
    ss.cart = 0
    ss.name = ""


st.text_input("Your name", key="name")
st.button("Sign in", on_click=sign_in)
if st.button("Add a tea") and ss.signed_in:
    ss.cart += 1
st.button("Sign out", on_click=sign_out)
if st.button("Larger text"):
    ss.size += 2
if st.button("Smaller text"):
    ss.size = max(8, ss.size - 2)
st.write(f"Customer: {ss.name if ss.signed_in else 'nobody'}")
st.write(f"Cart: {ss.cart}")
st.write(f"Text size: {ss.size}")
