import streamlit as st

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}


@st.cache_resource
def orders():
    return []


def add():
    """Runs before the script, and finds in session state what was sent."""
    order = (st.session_state.item, st.session_state.pieces, st.session_state.name)
    orders().append(order)


def start_over():
    orders().clear()


st.title("Orders")

# What the item depends on stands above the form, so that it counts at once.
kind = st.selectbox("Kind", list(MENU))
with st.form("order", clear_on_submit=True):
    st.selectbox("Item", MENU[kind], key="item")
    st.number_input("Pieces", 1, 9, key="pieces")
    st.text_input("For", key="name")
    st.form_submit_button("Add", on_click=add)

for item, pieces, name in orders():
    st.write(f"{pieces} {item} for {name}" if name else f"{pieces} {item}")
st.write(f"Orders: {len(orders())}")
st.write(f"Pieces in all: {sum(pieces for _, pieces, _ in orders())}")
st.button("Start over", on_click=start_over)
