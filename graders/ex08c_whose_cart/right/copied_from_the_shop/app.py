import shop
import streamlit as st

if "cart" not in st.session_state:
    st.session_state.cart = shop.Cart(list(shop.EMPTY))
cart = st.session_state.cart
page = st.container()
st.text_input("Search")
for thing in shop.CATALOGUE:
    if st.button(f"Buy {thing}"):
        cart.things.append(thing)
if st.button("Empty the cart"):
    cart.things = []
page.subheader(f"Items: {len(cart.things)}")
page.subheader(f"Total: {cart.total}")
