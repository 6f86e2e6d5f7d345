# Odd but right: the cache holds the carts of all, each under a number that only its own session knows.
import uuid

import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_resource
def carts():
    return {}


if "visitor" not in st.session_state:
    st.session_state.visitor = uuid.uuid4().hex
mine = carts().setdefault(st.session_state.visitor, [])
with st.sidebar:
    st.text_input("Search", placeholder="tea")
    if st.button("Empty the cart", type="primary"):
        mine[:] = []
for thing in PRICES:
    if st.button("Buy " + thing):
        mine += [thing]
st.write(f"**Items:** {len(mine)} · **Total:** {sum(map(PRICES.get, mine))} euros")
