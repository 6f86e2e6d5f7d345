import streamlit as st

params = st.experimental_get_query_params()
trip = params.get("trip", ["Somewhere"])[0]
days = int(params.get("days", ["1"])[0])
items = params.get("item", [])
st.title("Packing list")
st.button("One day more")
st.text_input("New item")
st.button("Add")
st.button("Empty the list")
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
