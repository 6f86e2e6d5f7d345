"""A flag, which each way out takes down; the ✕ by a callback."""

import streamlit as st

ss = st.session_state
ss.setdefault("guests", [])
ss.setdefault("open", False)


def close():
    ss.open = False


def add():
    if ss.name:
        ss.guests.append(ss.name)
        close()


@st.dialog("Who comes?", on_dismiss=close)
def who():
    st.text_input("Name", key="name")
    added = st.button("Add", on_click=add)
    cancelled = st.button("Cancel", on_click=close)
    if added and ss.open:
        st.error("A guest has a name.")
    if (added or cancelled) and not ss.open:
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    ss.open = True
if ss.open:
    who()
by_name = st.toggle("Sort by name")
for name in sorted(ss.guests) if by_name else ss.guests:
    st.text(name)
st.metric("Guests", len(ss.guests))
