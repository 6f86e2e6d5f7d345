import streamlit as st


def get_query_params():
    return {name: st.query_params.get_all(name) for name in st.query_params}


def set_query_params(**params):
    st.query_params.from_dict(params)


params = get_query_params()
trip = params.get("trip", ["Somewhere"])[0]
try:
    days = int(params.get("days", ["1"])[0])
except ValueError:
    days = 1
items = params.get("item", [])

st.title("Packing list")
if st.button("One day more"):
    days = days + 1
    params["days"] = [days]
    set_query_params(**params)

new = st.text_input("New item")
if st.button("Add") and new:
    items = [*items, new]
    params["item"] = items
    set_query_params(**params)

if st.button("Empty the list"):
    items = []
    params["item"] = items
    set_query_params(**params)

st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
