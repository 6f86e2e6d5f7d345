import streamlit as st


def days_in_the_address():
    try:
        return int(st.query_params.get("days", "1"))
    except ValueError:
        return 1


if "trip" not in st.session_state:
    st.session_state.trip = st.query_params.get("trip", "Somewhere")
    st.session_state.days = days_in_the_address()
    st.session_state.packed = st.query_params.get_all("item")

st.title("Packing list")
if st.button("One day more"):
    st.session_state.days += 1
new = st.text_input("New item")
if st.button("Add") and new != "":
    st.session_state.packed.append(new)
if st.button("Empty the list"):
    st.session_state.packed.clear()

trip, days, items = st.session_state.trip, st.session_state.days, st.session_state.packed
st.query_params["trip"] = trip
st.query_params["days"] = str(days)
st.query_params["item"] = items
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
