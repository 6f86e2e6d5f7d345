# Odd but right: a cache that keeps one object for each session.
import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_resource(scope="session")
def cart():
    return []


for thing in PRICES:
    st.button(f"Buy {thing}", on_click=cart().append, args=(thing,))
st.button("Empty the cart", on_click=cart().clear)
st.text_input("Search")
st.table({"Items": [len(cart())], "Total": [sum(PRICES[thing] for thing in cart())]})
