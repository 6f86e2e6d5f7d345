import time

import streamlit as st


@st.cache_resource
def catalogue():
    time.sleep(0.2)  # it comes from far away
    return {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_resource
def empty_cart():
    return []


def empty():
    empty_cart().clear()
    st.session_state.cart = empty_cart()


st.title("Mona’s tea shop")
if "cart" not in st.session_state:
    st.session_state.cart = []
st.text_input("Search")
for thing in catalogue():
    if st.button(f"Buy {thing}"):
        st.session_state.cart.append(thing)
st.button("Empty the cart", on_click=empty)

st.write(f"Items: {len(st.session_state.cart)}")
st.write(f"Total: {sum(catalogue()[thing] for thing in st.session_state.cart)}")
