import streamlit as st


@st.cache_resource
def shop():
    return {"customer": "nobody", "cart": 0, "size": 12}


def sign_out():
    shop().update(customer="nobody", cart=0)
    st.session_state.name = ""


s = shop()
if st.button("Larger text"):
    s["size"] += 2
if st.button("Smaller text") and s["size"] > 8:
    s["size"] -= 2
st.write(f"Text size: {s['size']}")
name = st.text_input("Your name", key="name")
if st.button("Sign in") and name and s["customer"] == "nobody":
    s["customer"] = name
st.button("Sign out", on_click=sign_out)
if st.button("Add a tea") and s["customer"] != "nobody":
    s["cart"] += 1
st.write(f"Customer: {s['customer']}")
st.write(f"Cart: {s['cart']}")
