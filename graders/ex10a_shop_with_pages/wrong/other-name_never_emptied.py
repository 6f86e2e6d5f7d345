import streamlit as st

PRICES = {"mug": 8, "scarf": 15, "lamp": 30}
DELIVERY = {"Post": 4, "Courier": 9}

state = st.session_state
# Each run writes these again, so that they stay when their widget is not on the page.
state.basket = state.get("basket", [])
state.delivery = state.get("delivery", "Post")
state.name = state.get("name", "")
if state.name:
    state.parcel = state.name


def empty():
    state.basket = []


def shop():
    st.title("Shop")
    for article in PRICES:
        if st.button(f"Add {article}"):
            state.basket.append(article)
    if st.button("To the basket"):
        st.switch_page(basket_page)


def basket():
    st.title("Basket")
    st.text_input("Name", key="name")
    st.button("Empty the basket", on_click=empty)


def order():
    st.title("Order")
    if state.get("parcel"):
        st.write(f"Parcel for: {state.parcel}")


basket_page = st.Page(basket, title="Basket")
page = st.navigation([st.Page(shop, title="Shop"), basket_page, st.Page(order, title="Order")])
delivery = st.radio("Delivery", list(DELIVERY), key="delivery", horizontal=True)
page.run()

st.write(f"Articles: {len(state.basket)}")
st.write(f"Total: {sum(PRICES[article] for article in state.basket) + DELIVERY[delivery]}")
