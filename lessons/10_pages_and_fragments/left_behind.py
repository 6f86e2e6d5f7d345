import streamlit as st


def shop():
    st.text_input("Name", key="name")
    st.write("Shop:", st.session_state.name)


def basket():
    st.write("Parcel for:", st.session_state.get("name"))
    st.button("Pay")


pages = [st.Page(shop, title="Shop"), st.Page(basket, title="Basket")]
page = st.navigation(pages, position="hidden")
for link in pages:
    st.page_link(link)
page.run()
