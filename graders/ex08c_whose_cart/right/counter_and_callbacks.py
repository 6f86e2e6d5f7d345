# right: a Counter in session state, callbacks with args, the sums above the buttons (callbacks run first), units and bold
import time
from collections import Counter

import streamlit as st


@st.cache_data(show_spinner="The catalogue is coming …")
def load_catalogue():
    time.sleep(0.2)
    return dict([("green tea", 4), ("black tea", 3), ("a cup", 9)])


CATALOGUE = load_catalogue()
st.session_state.setdefault("cart", Counter())


def buy(thing):
    st.session_state["cart"][thing] += 1


def empty():
    st.session_state["cart"] = Counter()


st.title("Mona’s tea shop")
cart = st.session_state["cart"]
st.markdown(f"Items: **{cart.total()}**")
st.markdown(f"Total: **{sum(CATALOGUE[thing] * n for thing, n in cart.items())}** €")
for column, (thing, price) in zip(st.columns(3), CATALOGUE.items()):
    column.button(f"Buy {thing}", on_click=buy, args=(thing,), help=f"{price} €")
st.button("Empty the cart", on_click=empty, type="tertiary")
search = st.text_input("Search", placeholder="tea")
for thing in CATALOGUE:
    if search and search.lower() in thing:
        st.caption(f"{thing}: {CATALOGUE[thing]} €")
