import streamlit as st

things = st.session_state.setdefault("things", [])
item = st.text_input("Item", placeholder="milk")
add, sort, remove = st.columns(3)
if add.button("Add", disabled=not item):
    things += [item]
if sort.button("Sort", disabled=len(things) < 2):
    things[:] = sorted(things)
if remove.button("Remove last") and len(things) > 0:
    things.pop()
st.metric("Items", len(things))
st.table({"thing": things})
