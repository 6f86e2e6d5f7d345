import streamlit as st

PRICES = {"mug": 8, "scarf": 15, "lamp": 30}
DELIVERY = {"Post": 4, "Courier": 9}

kept = st.session_state
kept.setdefault("basket", [])
kept.setdefault("kept_name", "")
kept.setdefault("kept_delivery", "Post")


def keep(key):
    kept[f"kept_{key}"] = kept[key]


def shop():
    st.title("Shop")
    for article in PRICES:
        st.button(f"Add {article}", on_click=kept.basket.append, args=(article,))
    if st.button("To the basket"):
        st.switch_page(basket_page)


def basket():
    st.title("Basket")
    kept.kept_name = st.text_input("Name", value=kept.kept_name)
    st.button("Empty the basket", on_click=kept.basket.clear)


def order():
    st.title("Order")
    st.write("Parcel for:", kept.kept_name)


basket_page = st.Page(basket, title="Basket")
page = st.navigation([st.Page(shop, title="Shop"), basket_page, st.Page(order, title="Order")])
kept.delivery = kept.kept_delivery
st.radio("Delivery", list(DELIVERY), key="delivery", horizontal=True, on_change=keep, args=("delivery",))
page.run()

st.write("Articles:", len(kept.basket))
st.write("Total:", sum(PRICES[article] for article in kept.basket) + DELIVERY[kept.kept_delivery])
