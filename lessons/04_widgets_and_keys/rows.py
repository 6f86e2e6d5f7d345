import streamlit as st

if "drinks" not in st.session_state:
    st.session_state.drinks = ["Tea", "Milk", "Juice"]

for row, drink in enumerate(st.session_state.drinks):
    cups = st.number_input(drink, min_value=0, key=f"cups {row}")
    st.write(f"{cups} cups of {drink}")

if st.button("Take the first row off"):
    st.session_state.drinks.pop(0)
    st.rerun()
