"""A tally that knows how to add, and a placeholder for what it says."""

from collections import namedtuple

import streamlit as st

Order = namedtuple("Order", "pieces item name")
MENU = dict(Drinks=["Tea", "Coffee"], Cakes=["Muffin", "Strudel"])


def book():
    new = Order(st.session_state["how_many"], st.session_state["what"], st.session_state["who"])
    st.session_state["tally"] = (*st.session_state.get("tally", ()), new)


shown = st.container()
with st.sidebar:
    kind = st.selectbox("Kind", MENU)
    with st.form("new order", clear_on_submit=True, border=False):
        st.selectbox("Item", MENU[kind], key="what")
        st.slider("Pieces", 1, 9, key="how_many")
        st.text_input("For", key="who")
        st.form_submit_button("Add", on_click=book, use_container_width=True)
    st.button("Start over", on_click=lambda: st.session_state.pop("tally", None))
tally = st.session_state.get("tally", ())
for order in tally:
    shown.write(f"**{order.pieces} {order.item}**" + f" for {order.name}" * bool(order.name))
shown.caption(f"Orders: {len(tally)} · Pieces in all: {sum(order.pieces for order in tally)}")
