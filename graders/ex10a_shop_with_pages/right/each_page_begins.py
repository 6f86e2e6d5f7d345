import streamlit as st

PRICES = {"Add mug": 8, "Add scarf": 15, "Add lamp": 30}


def frame(title):
    """What each page has at its top; returns where the numbers go."""
    st.header(title)
    if "prices" not in st.session_state:
        st.session_state.prices = []
    st.radio("Delivery", ["Post", "Courier"], key="delivery", persist_state="session")
    return st.container()


def numbers(place):
    fee = 9 if st.session_state.delivery == "Courier" else 4
    place.write(f"Articles: {len(st.session_state.prices)}, Total: {sum(st.session_state.prices) + fee}")


def shop():
    place = frame("Shop")
    for label, price in PRICES.items():
        if st.button(label):
            st.session_state.prices = [*st.session_state.prices, price]
    numbers(place)
    if st.button("To the basket"):
        st.switch_page(BASKET)


def basket():
    place = frame("Basket")
    if st.button("Empty the basket"):
        st.session_state.prices = []
    st.text_input("Name", key="name", persist_state="session")
    numbers(place)


def order():
    place = frame("Order")
    if name := st.session_state.get("name"):
        st.write(f"Parcel for: {name}")
    else:
        st.info("Who is it for? Please go to the basket.")
    numbers(place)


SHOP, BASKET, ORDER = (st.Page(f, title=t) for f, t in [(shop, "Shop"), (basket, "🧺 Basket"), (order, "Order")])
st.navigation([SHOP, BASKET, ORDER], position="top").run()
