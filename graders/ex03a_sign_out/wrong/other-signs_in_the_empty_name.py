import streamlit as st

if "size" not in st.session_state:
    st.session_state.size = 12

st.header("Tea shop")
customer = st.session_state.get("customer")
if customer is None:
    st.write("Customer: nobody")
    name = st.text_input("Your name")
    if st.button("Sign in"):
        if True:
            st.session_state["customer"] = name
            st.session_state["cart"] = []
            st.rerun()
        st.warning("Who are you?")
else:
    st.write("Customer:", customer)
    if st.button("Add a tea"):
        st.session_state["cart"].append("tea")
    st.write("Cart:", len(st.session_state["cart"]))
    if st.button("Sign out"):
        for key in ("customer", "cart"):
            del st.session_state[key]
        st.rerun()
plus = st.button("Larger text")
minus = st.button("Smaller text")
st.session_state.size += 2 * plus - 2 * (minus and st.session_state.size >= 10)
st.write("Text size:", st.session_state.size)
