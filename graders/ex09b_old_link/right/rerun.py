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
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)

if st.button("One day more"):
    st.query_params.days = days + 1
    st.rerun()
with st.form("add", clear_on_submit=True):
    new = st.text_input("New item")
    if st.form_submit_button("Add") and new:
        items.append(new)
        st.query_params.item = items
        st.rerun()
if st.button("Empty the list"):
    st.query_params.pop("item", None)
    st.rerun()
