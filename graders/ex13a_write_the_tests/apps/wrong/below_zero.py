import streamlit as st

PRICES = {"Muffin": 2, "Brownie": 3, "Tart": 5}

if "sold" not in st.session_state:
    st.session_state.sold = 0
    st.session_state.sales = []

cake = st.selectbox("Cake", list(PRICES), key="cake")
st.text_input("Next in line", key="next_in_line")
if st.button("Sell", key="sell"):
    st.session_state.sold += 1
    st.session_state.sales.append(PRICES[cake])
if st.button("Take back", key="take_back"):
    st.session_state.sold -= 1
    st.session_state.sales = st.session_state.sales[:-1]

st.metric("Sold", st.session_state.sold)
st.metric("Earned", sum(st.session_state.sales))
