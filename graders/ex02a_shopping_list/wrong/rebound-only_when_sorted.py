import streamlit as st

if "things" not in st.session_state:
    st.session_state.things = []

things = st.session_state.things
item = st.text_input("Item")
if st.button("Add") and item:
    things.append(item)
if st.button("Sort"):
    things = sorted(things)
if st.button("Remove last") and things:
    things.pop()

st.write(f"Items: {len(things)}")
for thing in things:
    st.write(thing)
