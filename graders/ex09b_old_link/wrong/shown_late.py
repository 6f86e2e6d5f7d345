import streamlit as st


def days_in_the_address():
    try:
        return int(st.query_params.get("days", "1"))
    except ValueError:
        return 1


trip = st.query_params.get("trip", "Somewhere")
days = days_in_the_address()
items = st.query_params.get_all("item")
st.title("Packing list")
if st.button("One day more"):
    st.query_params["days"] = days_in_the_address() + 1
new = st.text_input("New item")
if st.button("Add") and new:
    st.query_params["item"] = st.query_params.get_all("item") + [new]
if st.button("Empty the list") and "item" in st.query_params:
    del st.query_params["item"]
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
