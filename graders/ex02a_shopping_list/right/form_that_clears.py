import streamlit as st

state = st.session_state
state.setdefault("items", [])

with st.form("new", clear_on_submit=True):
    item = st.text_input("Item")
    if st.form_submit_button("Add") and item:
        state["items"].append(item)

left, right = st.columns(2)
if left.button("Sort"):
    state["items"] = sorted(state["items"])
if right.button("Remove last"):
    state["items"] = state["items"][:-1]

st.subheader(f"Items: {len(state['items'])}")
st.markdown("\n".join(f"- {thing}" for thing in state["items"]))
