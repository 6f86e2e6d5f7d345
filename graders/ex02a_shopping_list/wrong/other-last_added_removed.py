import streamlit as st

state = st.session_state
if "things" not in state:
    state.things = []
    state.added = []

item = st.text_input("Item")
if st.button("Add") and item:
    state.things.append(item)
    state.added.append(item)
if st.button("Sort"):
    state.things.sort()
if st.button("Remove last") and state.added:
    state.things.remove(state.added.pop())

st.write(f"Items: {len(state.things)}")
st.markdown("\n".join(f"* {thing}" for thing in state.things))
