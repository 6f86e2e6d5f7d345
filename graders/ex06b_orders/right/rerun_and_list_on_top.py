"""The list stands on top; after an order the script is run once more."""

import streamlit as st

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}
if "orders" not in st.session_state:
    st.session_state["orders"] = []
st.table({"Order": [text for text, _ in st.session_state["orders"]]})
st.write("Orders:", len(st.session_state["orders"]), "Pieces in all:", sum(n for _, n in st.session_state["orders"]))
kind = st.selectbox("Kind", list(MENU), key="kind")
form = st.form("order", clear_on_submit=True)
item = form.selectbox("Item", MENU[kind])
n = form.number_input("Pieces", 1, 9, 1)
name = form.text_input("For")
if form.form_submit_button("Add"):
    text = f"{n} {item}"
    if name:
        text += f" for {name}"
    st.session_state["orders"] += [(text, n)]
    st.rerun()
if st.button("Start over"):
    del st.session_state["orders"]
    st.rerun()
