import streamlit as st

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}

if "orders" not in st.session_state:
    st.session_state.orders = []


def add(item, pieces, name):
    # TODO: the order that is added is an old one. Where does the callback find what was sent just now?
    st.session_state.orders.append((item, pieces, name))


st.title("Orders")

# TODO: clear the form for the next order.
with st.form("order"):
    kind = st.selectbox("Kind", list(MENU))  # TODO: Item should follow it at once
    item = st.selectbox("Item", MENU[kind])
    pieces = st.number_input("Pieces", 1, 9)
    name = st.text_input("For")
    st.form_submit_button("Add", on_click=add, args=(item, pieces, name))

for item, pieces, name in st.session_state.orders:
    st.write(f"{pieces} {item} for {name}" if name else f"{pieces} {item}")
st.write(f"Orders: {len(st.session_state.orders)}")
st.write(f"Pieces in all: {sum(pieces for _, pieces, _ in st.session_state.orders)}")
# TODO: Start over
