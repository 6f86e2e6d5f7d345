import streamlit as st

if "things" not in st.session_state or st.session_state.things is None:
    st.session_state.things = []

item = st.text_input("Item")
if st.button("Add") and item:
    st.session_state.things = st.session_state.things.extend([item])
if st.button("Sort"):
    st.session_state.things.sort()
if st.button("Remove last"):
    st.session_state.things = st.session_state.things[:-1]
things = st.session_state.things or []
st.write(f"Items: {len(things)}")
for thing in things:
    st.write(thing)
