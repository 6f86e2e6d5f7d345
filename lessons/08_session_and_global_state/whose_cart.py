import shop
import streamlit as st


@st.cache_resource
def cached_cart():
    return []


st.session_state.setdefault("cart", [])
if st.button("Add a book"):
    shop.cart.append("book")
    cached_cart().append("book")
    st.session_state.cart.append("book")

st.write(f"In a module: {len(shop.cart)}")
st.write(f"In a cache: {len(cached_cart())}")
st.write(f"On the note: {len(st.session_state.cart)}")
