import streamlit as st


# TODO: Streamlit's own are gone since 1.54. So that the page opens, these two do nothing. Do without them.
def experimental_get_query_params():
    """It gave a dictionary of lists: {"trip": ["Rome"], "days": ["3"], "item": ["hat", "map"]}."""
    return {}


def experimental_set_query_params(**params):
    """It made this the whole address."""


params = experimental_get_query_params()
trip = params.get("trip", ["Somewhere"])[0]
days = int(params.get("days", ["1"])[0])
items = params.get("item", [])

st.title("Packing list")
if st.button("One day more"):
    days = days + 1
    params["days"] = [days]
    experimental_set_query_params(**params)

new = st.text_input("New item")
if st.button("Add") and new:
    items = [*items, new]
    params["item"] = items
    experimental_set_query_params(**params)

if st.button("Empty the list"):
    items = []
    params["item"] = items
    experimental_set_query_params(**params)

st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
