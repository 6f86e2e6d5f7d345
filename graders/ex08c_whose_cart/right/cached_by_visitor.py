# right: the carts are in the cache all the same, but each visitor has a number of their own (kept in session state), which is the argument of the cached function
import time
import uuid

import streamlit as st


@st.cache_resource
def shop():
    time.sleep(0.2)
    return {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_resource(show_spinner=False)
def cart_of(visitor: str) -> list:
    return []


if "visitor" not in st.session_state:
    st.session_state.visitor = uuid.uuid4().hex
cart = cart_of(st.session_state.visitor)

st.title("Mona’s tea shop")
with st.sidebar:
    st.text_input("Search", key="search")
    found = {thing: price for thing, price in shop().items() if st.session_state.search in thing}
    st.table(found)
for thing, price in shop().items():
    if st.button(f"Buy {thing}", key=thing):
        cart.append(price)
if st.button("Empty the cart"):
    del cart[:]
st.text(f"Items: {len(cart)}\nTotal: {sum(cart)}")
