import streamlit as st

PRICES = {"Muffin": 2, "Brownie": 3, "Tart": 5}

if "sales" not in st.session_state:
    st.session_state.sales = []

cake = st.selectbox("Cake", list(PRICES), key="cake")
customer = st.text_input("Next in line", key="next_in_line")
if st.button("Sell", key="sell") or customer:
    st.session_state.sales.append(PRICES[cake])
if st.button("Take back", key="take_back") and st.session_state.sales:
    st.session_state.sales.pop()

st.metric("Sold", len(st.session_state.sales))
st.metric("Earned", sum(st.session_state.sales))
