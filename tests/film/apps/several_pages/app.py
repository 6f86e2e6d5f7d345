# do: go to the page "Basket"
# do: click "Add tea"
# do: go to the page "Home"
"""Two pages over one basket."""
import streamlit as st

from basket import Basket

st.session_state.setdefault("basket", Basket())


def home():
    st.title("Home")
    st.write("In the basket:", len(st.session_state.basket))


def basket_page():
    st.title("Basket")
    if st.button("Add tea"):
        st.session_state.basket.put("tea")
    st.write(st.session_state.basket.things)


st.navigation([st.Page(home, title="Home", default=True), st.Page(basket_page, title="Basket")]).run()
