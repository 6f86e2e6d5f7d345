"""The callback sets the fields back itself; orders are dictionaries."""

import streamlit as st

ss = st.session_state
ss.setdefault("orders", [])
ss.setdefault("pieces", 1)


def add():
    ss.orders.append({"what": f"{ss.pieces} {ss.item}" + (f" for {ss.who}" if ss.who else ""), "n": ss.pieces})
    ss.pieces, ss.who = 1, ""
    ss.item = "Tea" if ss.kind == "Drinks" else "Muffin"


st.radio("Kind", ["Drinks", "Cakes"], key="kind", horizontal=True)
with st.form("f"):
    st.radio("Item", ["Tea", "Coffee"] if ss.kind == "Drinks" else ["Muffin", "Strudel"], key="item")
    st.slider("Pieces", 1, 9, key="pieces")
    st.text_input("For", key="who")
    st.form_submit_button("Add", on_click=add)
if st.button("Start over"):
    ss.orders.clear()
for order in ss.orders:
    st.markdown("- " + order["what"])
st.metric("Orders", len(ss.orders))
st.metric("Pieces in all", sum(order["n"] for order in ss.orders))
