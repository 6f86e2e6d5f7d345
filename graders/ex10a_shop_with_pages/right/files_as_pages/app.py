import streamlit as st

import stock

stock.begin()
with st.sidebar:
    st.radio("Delivery", list(stock.FEES), key="delivery", persist_state="session")
    numbers = st.empty()
st.navigation(
    [
        st.Page("shop.py", title="Shop", default=True),
        st.Page("basket.py", title="Basket"),
        st.Page("order.py", title="Order"),
    ]
).run()
numbers.markdown(f"- Articles: {len(st.session_state.basket)}\n- Total: {stock.total()} €")
