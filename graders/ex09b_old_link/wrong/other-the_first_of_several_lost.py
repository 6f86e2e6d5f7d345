import streamlit as st

params = st.query_params.to_dict()
trip = params.get("trip", "Somewhere")
try:
    days = int(params.get("days", "1"))
except ValueError:
    days = 1
items = params["item"] = st.query_params.get_all("item")

st.title("Packing list")
if st.button("One day more"):
    days += 1
    params["days"] = str(days)
    st.query_params.from_dict(params)

new = st.text_input("New item")
if st.button("Add") and new:
    items = params["item"] = [*items, new]
    st.query_params.from_dict(params)

if st.button("Empty the list"):
    items = params["item"] = []
    st.query_params.from_dict(params)

st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
