import streamlit as st

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}

if "orders" not in st.session_state:
    st.session_state.orders = []


def add():
    """Runs before the script, and finds in session state what was sent."""
    order = (st.session_state.item, st.session_state.pieces, st.session_state.name)
    st.session_state.orders.append(order)


def start_over():
    st.session_state.orders = []


st.title("Orders")

# What the item depends on stands above the form, so that it counts at once.
kind = st.selectbox("Kind", list(MENU))
with st.form("order"):
    st.selectbox("Item", MENU[kind], key="item")
    st.number_input("Pieces", 1, 9, key="pieces")
    st.text_input("For", key="name")
    sent = st.form_submit_button("Add", on_click=add)

if sent:
    st.session_state.pieces, st.session_state.name = 1, ""

for item, pieces, name in st.session_state.orders:
    st.write(f"{pieces} {item} for {name}" if name else f"{pieces} {item}")
st.write(f"Orders: {len(st.session_state.orders)}")
st.write(f"Pieces in all: {sum(pieces for _, pieces, _ in st.session_state.orders)}")
st.button("Start over", on_click=start_over)
