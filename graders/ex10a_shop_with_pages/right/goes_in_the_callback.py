import streamlit as st

PRICES = {"mug": 8, "scarf": 15, "lamp": 30}
FEE = {"Post": 4, "Courier": 9}


class Customer:
    def __init__(self):
        self.articles = []
        self.name = ""


if "customer" not in st.session_state:
    st.session_state["customer"] = Customer()
customer = st.session_state["customer"]


def to_basket():
    st.switch_page(pages["Basket"])


def shop():
    for article in PRICES:
        st.button(f"Add {article}", on_click=customer.articles.append, args=(article,))
    st.button("To the basket", on_click=to_basket)


def basket():
    customer.name = st.text_input("Name", customer.name, key="name")
    if st.button("Empty the basket"):
        del customer.articles[:]


def order():
    st.write("Parcel for: " + customer.name if customer.name else "Nobody yet")


pages = {title: st.Page(run, title=title) for title, run in {"Shop": shop, "Basket": basket, "Order": order}.items()}
delivery = st.sidebar.radio("Delivery", FEE, key="delivery", persist_state="session")
st.navigation(list(pages.values())).run()
total = sum(PRICES[article] for article in customer.articles) + FEE[delivery]
st.table({"Articles": [len(customer.articles)], "Total": [total]})
