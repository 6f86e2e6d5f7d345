import streamlit as st


def whole(text):
    try:
        return int(text)
    except ValueError:
        return None


params = st.query_params
trip = params.get("trip", "Somewhere")
days = whole(params.get("days", "1")) or 1
items = params.get_all("item")

st.title("Packing list")
if st.button("One day more"):
    days += 1
    params["days"] = str(days)

new = st.text_input("New item")
if st.button("Add") and new:
    items = [*items, new]
    params["item"] = items

if st.button("Empty the list"):
    items = []
    params["item"] = items

st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
