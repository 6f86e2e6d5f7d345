import streamlit as st

PRICES = {"Muffin": 2, "Brownie": 3, "Tart": 5}

if "sold" not in st.session_state:
    st.session_state.sold = st.session_state.earned = st.session_state.last = 0

cake = st.selectbox("Cake", list(PRICES), key="cake")
st.text_input("Next in line", key="next_in_line")
if st.button("Sell", key="sell"):
    st.session_state.last = PRICES[cake]
    st.session_state.sold += 1
    st.session_state.earned += st.session_state.last
if st.button("Take back", key="take_back") and st.session_state.last:
    st.session_state.sold -= 1
    st.session_state.earned -= st.session_state.last
    st.session_state.last = 0

st.metric("Sold", st.session_state.sold)
st.metric("Earned", st.session_state.earned)
