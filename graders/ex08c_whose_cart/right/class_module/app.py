# right: a dataclass for the cart in a helper module, its object in session state, bound methods as callbacks, metrics
import streamlit as st
from shop import CATALOGUE, Cart

if "cart" not in st.session_state:
    st.session_state.cart = Cart()
cart: Cart = st.session_state.cart

st.title("Mona’s tea shop")
tabs = st.tabs(["Shop", "Cart"])
with tabs[0]:
    word = st.text_input("Search", key="word")
    for thing in CATALOGUE():
        with st.container(border=True):
            st.markdown(f"{':orange' if word and word in thing else ':gray'}[{thing}]")
            st.button(f"Buy {thing}", on_click=cart.put, args=[thing])
with tabs[1]:
    left, right = st.columns(2)
    left.metric("Items:", len(cart))
    right.metric("Total:", cart.total)
    st.button("Empty the cart", on_click=cart.empty, disabled=not len(cart))
