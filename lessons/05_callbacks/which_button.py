import streamlit as st

DRINKS = ["Tea", "Coffee", "Juice"]
st.session_state.setdefault("orders", dict.fromkeys(DRINKS, 0))


def order(drink):
    st.session_state.orders[drink] += 1


for name in DRINKS:
    st.button(name, on_click=lambda: order(name))
for drink, number in st.session_state.orders.items():
    st.write(f"{drink}: {number}")
