import time

import streamlit as st


@st.cache_resource
def open_shop():
    time.sleep(0.2)  # the catalogue comes from far away
    return {
        "catalogue": {"green tea": 4, "black tea": 3, "a cup": 9},
        "cart": [],
    }


shop = open_shop()
# TODO: this is the cart of all visitors together. Give everyone their own.
cart = shop["cart"]

st.title("Mona’s tea shop")
search = st.text_input("Search")
for thing, price in shop["catalogue"].items():
    if st.button(f"Buy {thing}"):
        cart.append(thing)
    if search and search in thing:
        st.write(f"Found: {thing}, {price} each")

if st.button("Empty the cart"):
    cart.clear()

st.write(f"Items: {len(cart)}")
st.write(f"Total: {sum(shop['catalogue'][thing] for thing in cart)}")
