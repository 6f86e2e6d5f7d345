import streamlit as st

PRICES = {"Muffin": 2, "Brownie": 3, "Tart": 5}


@st.cache_resource
def begun():
    return []


sales = begun()
cake = st.selectbox("Cake", list(PRICES), key="cake")
st.text_input("Next in line", key="next_in_line")
if st.button("Sell", key="sell"):
    sales.append(PRICES[cake])
if st.button("Take back", key="take_back") and sales:
    sales.pop()

st.metric("Sold", len(sales))
st.metric("Earned", sum(sales))
