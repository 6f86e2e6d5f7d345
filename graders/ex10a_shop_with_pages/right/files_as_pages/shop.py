import streamlit as st

from stock import PRICES

for article in PRICES:
    if st.button(f"Add {article}"):
        st.session_state.basket.append(article)
if st.button("To the basket"):
    st.switch_page("basket.py")
