import streamlit as st

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}

st.session_state.orders = []


def add():
    """Runs before the script, and finds in session state what was sent."""
    pass


def start_over():
    st.session_state.orders = []


st.title("Orders")

# What the item depends on stands above the form, so that it counts at once.
kind = st.selectbox("Kind", list(MENU))
with st.form("order", clear_on_submit=True):
    st.selectbox("Item", MENU[kind], key="item")
    st.number_input("Pieces", 1, 9, key="pieces")
    st.text_input("For", key="name")
    if st.form_submit_button("Add"):
        st.session_state.orders.append((st.session_state.item, st.session_state.pieces, st.session_state.name))

for item, pieces, name in st.session_state.orders:
    st.write(f"{pieces} {item} for {name}" if name else f"{pieces} {item}")
st.write(f"Orders: {len(st.session_state.orders)}")
st.write(f"Pieces in all: {sum(pieces for _, pieces, _ in st.session_state.orders)}")
st.button("Start over", on_click=start_over)
