"""`if` in place of the callback, above all that shows the orders."""

import streamlit as st

MENU = {"Drinks": ("Tea", "Coffee"), "Cakes": ("Muffin", "Strudel")}
orders = st.session_state.setdefault("orders", [])
kind = st.radio("Kind", MENU)
with st.form("order", clear_on_submit=True):
    item = st.selectbox("Item", MENU[kind])
    pieces = st.number_input("Pieces", min_value=1, max_value=9)
    name = st.text_input("For")
    sent = st.form_submit_button("Add")
    if sent or name:
        orders.append((pieces, f"{pieces} {item} for {name}" if name else f"{pieces} {item}"))
if st.button("Start over"):
    orders.clear()
st.write(f"Orders: {len(orders)}  \nPieces in all: {sum(pieces for pieces, _ in orders)}")
for _, line in orders:
    st.text(line)
