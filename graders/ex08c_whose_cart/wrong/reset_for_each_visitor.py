import streamlit as st


@st.cache_resource
def open_shop():
    return {"prices": {"green tea": 4, "black tea": 3, "a cup": 9}, "cart": []}


shop = open_shop()
PRICES = shop["prices"]
if "visitor" not in st.session_state:
    st.session_state.visitor = True
    shop["cart"] = []
cart = shop["cart"]
st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        cart.append(thing)
if st.button("Empty the cart"):
    cart.clear()
st.write("Items:", len(cart))
st.write("Total:", sum(PRICES[thing] for thing in cart))
