import streamlit as st

things = st.session_state.get("things", [])
item = st.text_input("Item")
if st.button("Add") and item:
    things.append(item)
if st.button("Sort"):
    things.sort()
if st.button("Remove last") and things:
    things.pop()

st.write(f"Items: {len(things)}")
for thing in things:
    st.write(thing)
