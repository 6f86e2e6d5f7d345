import streamlit as st

SMALLEST = 8
state = st.session_state
state.setdefault("size", 12)
state.setdefault("customer", None)
state.setdefault("cart", 0)


def resize(by):
    state.size += by


def sign_in():
    if state.name:
        state.customer = state.name
        state.cart = 0


def sign_out():
    state.customer = None
    state.cart = 0
    state.name = ""


def tea():
    state.cart += 1


st.title("Mona’s tea shop")
st.button("Larger text", on_click=resize, args=(2,))
st.button("Smaller text", on_click=resize, args=(-2,))
st.write(f"Text size: {max(SMALLEST, state.size)}")

if state.customer:
    st.button("Add a tea", on_click=tea)
    st.write(f"Customer: {state.customer}")
    st.write(f"Cart: {state.cart}")
    st.button("Sign out", on_click=sign_out)
else:
    st.write("Customer: nobody")
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)
