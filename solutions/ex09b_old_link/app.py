import streamlit as st


def days_in_the_address():
    try:
        return int(st.query_params.get("days", "1"))
    except ValueError:
        return 1


def one_more():
    st.query_params["days"] = str(days_in_the_address() + 1)


def add():
    if st.session_state.new:
        st.query_params["item"] = [*st.query_params.get_all("item"), st.session_state.new]


def empty():
    st.query_params["item"] = []


st.title("Packing list")
st.button("One day more", on_click=one_more)
st.text_input("New item", key="new")
st.button("Add", on_click=add)
st.button("Empty the list", on_click=empty)
trip = st.query_params.get("trip", "Somewhere")
days = days_in_the_address()
items = st.query_params.get_all("item")
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.text(item)
