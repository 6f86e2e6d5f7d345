import streamlit as st

ss = st.session_state
ARTICLES = {"mug": 8, "scarf": 15, "lamp": 30}
FEES = {"Post": 4, "Courier": 9}

for key, start in {"cart": {}, "customer": "", "way": "Post"}.items():
    if key not in ss:
        ss[key] = start


def keep_name():
    ss["customer"] = ss["name_field"]


def keep_way():
    ss["way"] = ss["way_field"]


def add(article):
    ss["cart"][article] = ss["cart"].get(article, 0) + 1


def shop():
    for column, article in zip(st.columns(3), ARTICLES):
        column.button(f"Add {article}", on_click=add, args=(article,))
    if st.button("To the basket", type="primary"):
        st.switch_page(basket_page)


def basket():
    st.button("Empty the basket", on_click=ss["cart"].clear)
    st.text_input("Name", value=ss["customer"], key="name_field", on_change=keep_name)


def order():
    st.markdown(f"Parcel for: **{ss['customer']}**")


shop_page = st.Page(shop, title="Shop", icon=":material/store:")
basket_page = st.Page(basket, title="Basket", url_path="my-basket")
order_page = st.Page(order, title="Order", url_path="checkout")
chosen = st.navigation({"Buy": [shop_page, basket_page], "Pay": [order_page]})
with st.sidebar:
    ways = list(FEES)
    st.selectbox("Delivery", ways, index=ways.index(ss["way"]), key="way_field", on_change=keep_way)
chosen.run()
pieces = sum(ss["cart"].values())
left, right = st.columns(2)
left.metric("Articles", pieces)
right.metric("Total", f"{sum(ARTICLES[a] * n for a, n in ss['cart'].items()) + FEES[ss['way']]} €")
