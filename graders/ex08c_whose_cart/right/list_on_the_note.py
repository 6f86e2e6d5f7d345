# right: only the catalogue stays in the cache; the cart is a list in session state; the rest is as it was
import time

import streamlit as st


@st.cache_resource
def catalogue():
    time.sleep(0.2)  # the catalogue comes from far away
    return {"green tea": 4, "black tea": 3, "a cup": 9}


prices = catalogue()
if "cart" not in st.session_state:
    st.session_state.cart = []
cart = st.session_state.cart

st.title("Mona’s tea shop")
search = st.text_input("Search")
for thing, price in prices.items():
    if st.button(f"Buy {thing}"):
        cart.append(thing)
    if search and search in thing:
        st.write(f"Found: {thing}, {price} each")

if st.button("Empty the cart"):
    cart.clear()

st.write(f"Items: {len(cart)}")
st.write(f"Total: {sum(prices[thing] for thing in cart)}")
