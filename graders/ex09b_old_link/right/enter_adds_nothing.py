import streamlit as st


def days_of(text):
    return int(text) if text.isdecimal() else 1


def change(**what):
    st.query_params.update(what)


trip = st.query_params.get("trip", "Somewhere")
days = days_of(st.query_params.get("days", "1"))
items = st.query_params.get_all("item")

st.title(f"Packing list for {trip}")
more, new, clear = st.columns(3)
more.button("One day more", on_click=change, kwargs={"days": days + 1})
with new.form("form"):
    st.text_input("New item", key="new_item")
    st.form_submit_button(
        "Add",
        on_click=lambda: (
            st.session_state.new_item
            and change(item=[*st.query_params.get_all("item"), st.session_state.new_item])
        ),
    )
clear.button("Empty the list", on_click=change, kwargs={"item": ()})
st.write(f"Trip: {trip}")
st.write(f"Days: {days}")
st.write(f"Pairs of socks: {days + 1}")
st.write(f"Items: {len(items)}")
for item in items:
    st.code(item, language=None)
