# right: no cart at all, only the two numbers (a deep copy of a cached pattern for each visitor), changed by lambdas with default arguments
import copy
import time

import streamlit as st


@st.cache_resource
def open_shop():
    time.sleep(0.2)
    return {"catalogue": {"green tea": 4, "black tea": 3, "a cup": 9}, "cart": {"Items": 0, "Total": 0}}


state = st.session_state
if "mine" not in state:
    state.mine = copy.deepcopy(open_shop()["cart"])


def change(items, price):
    state.mine["Items"] += items
    state.mine["Total"] += price


st.title("Mona’s tea shop")
search = st.text_input("Search", on_change=lambda: st.toast("Searching …"))
for thing, price in open_shop()["catalogue"].items():
    st.button(f"Buy {thing}", on_click=lambda price=price: change(1, price))
    if search and search in thing:
        st.badge(f"{thing}: {price}")
st.button("Empty the cart", on_click=lambda: change(-state.mine["Items"], -state.mine["Total"]))
for label, number in state.mine.items():
    st.write(f"{label}: {number}")
