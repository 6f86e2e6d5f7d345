# right: the cart is a text of letters in session state; match for what was clicked; st.rerun after a click, sums in st.html above
import time

import streamlit as st


@st.cache_data
def prices():
    time.sleep(0.2)
    return {"g": 4, "b": 3, "c": 9}


cart = st.session_state.get("cart", "")
st.html(f"<h1>Mona’s tea shop</h1><p>Items: {len(cart)}</p><p>Total: {sum(prices()[letter] for letter in cart)}</p>")

green = st.button("Buy green tea")
black = st.button("Buy black tea")
cup = st.button("Buy a cup")
empty = st.button("Empty the cart")
match green, black, cup, empty:
    case True, *_:
        cart += "g"
    case _, True, *_:
        cart += "b"
    case *_, True, _:
        cart += "c"
    case *_, True:
        cart = ""
if cart != st.session_state.get("cart", ""):
    st.session_state["cart"] = cart
    st.rerun()
st.text_input("Search")
