# Odd but right: no list at all; each new cart is two numbers, put back after every change.
import streamlit as st

if "items" not in st.session_state:
    st.session_state["items"], st.session_state["total"] = 0, 0


def add(price):
    st.session_state["items"] += 1
    st.session_state["total"] += price


shop = [("green tea", 4), ("black tea", 3), ("a cup", 9)]
if st.button("Empty the cart"):
    del st.session_state["items"]
    del st.session_state["total"]
    st.rerun()
st.text_input("Search", key="search")
for name, price in shop:
    st.button(f"Buy {name}", on_click=add, kwargs={"price": price})
st.text("Items: %d" % st.session_state["items"])
st.text("Total: %.2f" % st.session_state["total"])
