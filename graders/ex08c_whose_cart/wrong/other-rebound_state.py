import streamlit as st

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}
if "cart" not in st.session_state:
    st.session_state = {"cart": []}
st.text_input("Search")
for thing in PRICES:
    if st.button(f"Buy {thing}"):
        st.session_state["cart"].append(thing)
if st.button("Empty the cart"):
    st.session_state["cart"].clear()
st.write("Items:", len(st.session_state["cart"]))
st.write("Total:", sum(PRICES[thing] for thing in st.session_state["cart"]))
