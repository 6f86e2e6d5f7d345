"""A callback puts a flag up, and the line that opens the dialog takes it down."""

import streamlit as st

state = st.session_state
if "guests" not in state:
    state["guests"] = []


def please():
    state["please"] = True


@st.dialog("🎉 Who comes?")
def dialog():
    with st.form("who", border=False):
        name = st.text_input("Name")
        if st.form_submit_button("Add"):
            if name.strip():
                state["guests"] = [*state["guests"], name]
                st.rerun()
            st.caption("Please type a name.")
    if st.button("Cancel"):
        st.rerun()


if state.pop("please", False):
    dialog()
order = sorted if st.checkbox("Sort by name", key="sort") else list
st.write("\n".join(f"1. {name}" for name in order(state["guests"])))
st.write(f"Guests: {len(state['guests'])}")
st.button("Invite", on_click=please)
