import streamlit as st

PRICES = {"mug": 8, "scarf": 15, "lamp": 30}
DELIVERY = {"Post": 4, "Courier": 9}


def shop():
    st.title("Shop")
    for article in PRICES:
        if st.button(f"Add {article}"):
            st.session_state.basket.append(article)
    if st.button("To the basket"):
        st.switch_page(basket_page)


def basket():
    st.title("Basket")
    st.text_input("Name", key="name", persist_state="session")
    if st.button("Empty the basket"):
        st.session_state.clear()
        st.rerun()


def order():
    st.title("Order")
    st.write("Parcel for:", st.session_state.get("name", ""))


st.session_state.setdefault("basket", [])
st.radio("Delivery", list(DELIVERY), key="delivery", horizontal=True, persist_state="session")
basket_page = st.Page(basket, title="Basket")
page = st.navigation([st.Page(shop, title="Shop"), basket_page, st.Page(order, title="Order")])
page.run()

articles = st.session_state.basket
st.write("Articles:", len(articles))
st.write("Total:", sum(PRICES[article] for article in articles) + DELIVERY[st.session_state.delivery])
