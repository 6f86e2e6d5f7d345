from dataclasses import dataclass

import streamlit as st


@dataclass
class Visit:
    customer: str
    teas: int = 0


size = st.session_state.get("size", 12)
visit = st.session_state.get("visit")

bar = st.container(horizontal=True)
if bar.button("Larger text"):
    size += 2
if bar.button("Smaller text") and size > 8:
    size -= 2
st.session_state["size"] = size
bar.write(f"Text size: {size}")

page = st.empty()
if visit and bar.button("Sign out"):
    st.session_state.pop("visit")
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    visit = None
if visit:
    if st.button("Add a tea"):
        visit.teas += 1
    st.caption(f"Customer: {visit.customer}")
    st.caption(f"Cart: {visit.teas}")
else:
    with page.container():
        st.caption("Customer: nobody")
        name = st.text_input("Your name", key=f"name {st.session_state.get('round', 0)}")
        if st.button("Sign in") and name:
            st.session_state["visit"] = Visit(name)
            st.rerun()
