import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}


@st.cache_data
def total(items):
    return sum(PRICES[thing] for thing in st.session_state.cart)


if "cart" not in st.session_state:
    st.session_state.cart = []
cart = st.session_state.cart
st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        cart.append(thing)
if st.button("Empty the cart"):
    cart.clear()
st.write("Items:", len(cart))
st.write("Total:", total(len(cart)))
