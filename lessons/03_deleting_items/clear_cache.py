import time
from pathlib import Path

import streamlit as st

LEDGER = Path(__file__).with_name("spent.txt")


@st.cache_data
def prices_of():
    return time.strftime("%H:%M:%S")


if "coins" not in st.session_state:
    st.session_state.coins = 10
if st.button("Spend one"):
    st.session_state.coins -= 1
    with open(LEDGER, "a", encoding="utf-8") as f:
        f.write("x")

st.write("My coins:", st.session_state.coins)
st.write("All have spent:", LEDGER.stat().st_size if LEDGER.exists() else 0)
st.write("Prices of", prices_of())
