import uuid

import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_resource
def open_shop():
    return {"carts": {}, "visitor": None}


def cart():
    shop = open_shop()
    return shop["carts"].setdefault(shop["visitor"], [])


if "visitor" not in st.session_state:
    st.session_state.visitor = uuid.uuid4().hex
open_shop()["visitor"] = st.session_state.visitor
st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        cart().append(thing)
if st.button("Empty the cart"):
    cart().clear()
st.write("Items:", len(cart()))
st.write("Total:", sum(PRICES[thing] for thing in cart()))
