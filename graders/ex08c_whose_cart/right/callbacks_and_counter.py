from collections import Counter

import streamlit as st


@st.cache_data
def load_catalogue():
    return {"green tea": 4, "black tea": 3, "a cup": 9}


prices = load_catalogue()
state = st.session_state
state.setdefault("cart", Counter())


def buy(thing):
    state.cart[thing] += 1


st.metric("Items", state.cart.total())
st.metric("Total", sum(prices[thing] * number for thing, number in state.cart.items()))
for column, thing in zip(st.columns(len(prices)), prices):
    column.button(f"Buy {thing}", on_click=buy, args=(thing,), key=thing)
st.button("Empty the cart", on_click=state.cart.clear)
st.text_input("Search")
