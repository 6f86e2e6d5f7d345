import streamlit as st

st.title("To buy")

if "things" not in st.session_state:
    st.session_state.things = []

st.write(f"Items: {len(st.session_state.things)}")
for thing in st.session_state.things:
    st.write(thing)

item = st.text_input("Item")
# TODO: the first click on “Add” works, and what comes after it does not. Repair all three buttons.
if st.button("Add"):
    st.session_state.things = st.session_state.things.append(item)
if st.button("Sort"):
    sorted(st.session_state.things)
if st.button("Remove last"):
    st.session_state.things = st.session_state.things[:-1]
