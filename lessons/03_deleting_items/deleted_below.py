import streamlit as st

if "coins" not in st.session_state:
    st.session_state.coins = 10
if st.button("Spend one"):
    st.session_state.coins -= 1
if st.button("Start over"):
    del st.session_state.coins
st.write("Coins:", st.session_state.get("coins"))
