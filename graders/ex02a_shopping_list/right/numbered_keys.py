import streamlit as st

note = st.session_state
if "last" not in note:
    note.last = 0


def things():
    return [note[f"thing{number}"] for number in range(note.last)]


item = st.text_input("Item")
if st.button("Add"):
    if item:
        note[f"thing{note.last}"] = item
        note.last += 1
if st.button("Sort"):
    for number, thing in enumerate(sorted(things())):
        note[f"thing{number}"] = thing
if st.button("Remove last") and note.last:
    note.last -= 1
    del note[f"thing{note.last}"]

st.caption(f"Items: {note.last}")
if things():
    st.dataframe({"To buy": things()})
