import streamlit as st

if "items" not in st.session_state:
    st.session_state.items = []

item = st.text_input("Item")
if st.button("Add") and item:
    st.session_state.items.append(item)
if st.button("Sort"):
    st.session_state.items.sort()
if st.button("Remove last") and st.session_state.items:
    st.session_state.items.pop()

st.write(f"Items: {len(st.session_state.items)}")
for thing in st.session_state.items:
    st.write(thing)
