"""The ✕ runs the page, which finds that the dialog is no longer wanted."""

import streamlit as st

ss = st.session_state
ss.setdefault("guests", {})
ss.setdefault("step", "list")


@st.dialog("Who comes?", on_dismiss="rerun", position="right")
def invite():
    ss.step = "list"  # whatever ends this dialog, the next run of the page does not open it
    name = st.text_input("Name", key=f"name {len(ss.guests)}")
    if st.button("Add") and name:
        ss.guests[name] = True
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


if st.button("Invite"):
    ss.step = "invite"
if ss.step == "invite":
    invite()
if st.checkbox("Sort by name"):
    st.markdown("\n\n".join(sorted(ss.guests)))
else:
    st.markdown("\n\n".join(ss.guests))
st.write("Guests:", len(ss.guests))
