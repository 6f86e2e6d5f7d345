import streamlit as st
from shop import CART as cart
from shop import CATALOGUE as PRICES

st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        cart.append(thing)
if st.button("Empty the cart"):
    cart.clear()
st.write("Items:", len(cart))
st.write("Total:", sum(PRICES[thing] for thing in cart))
