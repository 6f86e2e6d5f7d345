"""The button is in a fragment of its own, and opens the dialog there."""

import streamlit as st

guests = st.session_state.setdefault("guests", [])


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    add, cancel = st.button("Add"), st.button("Cancel")
    if add and not name:
        st.info("Nobody?")
    elif add or cancel:
        if add:
            guests.append(name)
        st.rerun()


@st.fragment
def door():
    if st.button("Invite"):
        invite()


door()
shown = list(guests)
if st.toggle("Sort by name"):
    shown.sort()
for name in shown:
    st.write("-", name)
st.write(f"Guests: {len(guests)}")
