import streamlit as st

st.radio("Delivery", ["Post", "Courier"], key="delivery", horizontal=True)


def shop():
    if st.button("To the basket"):
        st.switch_page(pages[1])


def basket():
    st.button("Pay")


pages = [st.Page(shop, title="Shop"), st.Page(basket, title="Basket")]
page = st.navigation(pages, position="hidden")
for link in pages:
    st.page_link(link)
page.run()
st.write("Sent by:", st.session_state.delivery)
