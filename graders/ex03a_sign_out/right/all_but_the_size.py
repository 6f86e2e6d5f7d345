import streamlit as st


def sign_out():
    size = st.session_state.size
    st.session_state.clear()
    st.session_state.size = size
    st.session_state.who = ""


def sign_in():
    if not st.session_state.get("customer"):
        st.session_state.customer = st.session_state.who
        st.session_state.cart = 0


def resize(by):
    st.session_state.size = max(8, st.session_state.size + by)


if "size" not in st.session_state:
    st.session_state.size = 12
st.button("Larger text", on_click=resize, args=(2,))
st.button("Smaller text", on_click=resize, args=(-2,))
st.text_input("Your name", key="who")
st.button("Sign in", on_click=sign_in)
st.button("Sign out", on_click=sign_out)
if st.button("Add a tea") and st.session_state.get("customer"):
    st.session_state.cart += 1
st.table(
    {
        "Customer": [st.session_state.get("customer") or "nobody"],
        "Cart": [st.session_state.get("cart", 0)],
        "Text size": [st.session_state.size],
    }
)
