import time

import streamlit as st


# The same for all visitors, and never changed: this may be cached.
@st.cache_resource
def catalogue():
    time.sleep(0.2)  # it comes from far away
    return {"green tea": 4, "black tea": 3, "a cup": 9}


# Of one visitor, and changed by them: this belongs to the session.
if "cart" not in st.session_state:
    st.session_state.cart = []
cart = st.session_state.cart

st.title("Mona’s tea shop")
search = st.text_input("Search")
for thing, price in catalogue().items():
    if st.button(f"Buy {thing}"):
        cart.append(thing)
    if search and search in thing:
        st.write(f"Found: {thing}, {price} each")

if st.button("Empty the cart") and "emptied" not in st.session_state:
    cart.clear()
    st.session_state.emptied = True

st.write(f"Items: {len(cart)}")
st.write(f"Total: {sum(catalogue()[thing] for thing in cart)}")
