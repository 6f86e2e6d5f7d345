import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}

if "cart" not in st.session_state:
    st.session_state.cart = []
cart = st.session_state.cart
st.text_input("Search")
for thing in PRICES:
    st.button(f"Buy {thing}", on_click=lambda: cart.append(thing))
st.button("Empty the cart", on_click=cart.clear)
st.write("Items:", len(cart))
st.write("Total:", sum(PRICES[thing] for thing in cart))
