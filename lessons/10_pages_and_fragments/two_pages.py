import streamlit as st

st.session_state.setdefault("mugs", 0)


def shop():
    if st.button("Buy a mug"):
        st.session_state.mugs += 1
    st.write("Shop, mugs:", st.session_state.mugs)


def basket():
    st.write("Basket, mugs:", st.session_state.mugs)


pages = [st.Page(shop, title="Shop"), st.Page(basket, title="Basket")]
page = st.navigation(pages, position="hidden")
for link in pages:
    st.page_link(link)
page.run()
