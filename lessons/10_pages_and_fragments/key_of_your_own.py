import streamlit as st

st.session_state.setdefault("customer", "")


def keep():
    st.session_state.customer = st.session_state.name


def shop():
    st.text_input("Name", value=st.session_state.customer, key="name", on_change=keep)
    st.write("Shop:", st.session_state.customer)


def basket():
    st.write("Parcel for:", st.session_state.customer)
    st.button("Pay")


pages = [st.Page(shop, title="Shop"), st.Page(basket, title="Basket")]
page = st.navigation(pages, position="hidden")
for link in pages:
    st.page_link(link)
page.run()
