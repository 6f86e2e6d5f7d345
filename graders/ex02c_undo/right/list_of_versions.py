import streamlit as st

ss = st.session_state
ss.setdefault("versions", [()])
ss.setdefault("at", 0)
name = st.text_input("For")

new = None
now = ss.versions[ss.at]
if st.button("Add red"):
    new = (*now, "red")
if st.button("Add blue"):
    new = (*now, "blue")
if st.button("Flip"):
    new = tuple(reversed(now))
if new is not None:
    ss.versions = [*ss.versions[: ss.at + 1], new]
    ss.at += 1
if st.button("Undo"):
    ss.at = max(0, ss.at - 1)
if st.button("Redo"):
    ss.at = min(len(ss.versions) - 1, ss.at + 1)

now = ss.versions[ss.at]
st.write("Beads:", len(now))
st.write("Bracelet:", ", ".join(now))
