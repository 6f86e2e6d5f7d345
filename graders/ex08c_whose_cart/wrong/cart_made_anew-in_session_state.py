import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}

st.session_state.cart = []
st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        st.session_state.cart.append(thing)
if st.button("Empty the cart"):
    st.session_state.cart = []
st.metric("Items", len(st.session_state.cart))
st.metric("Total", sum(PRICES[thing] for thing in st.session_state.cart))
