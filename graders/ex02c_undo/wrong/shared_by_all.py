import streamlit as st

st.text_input("For")


@st.cache_resource
def bracelet():
    return Note()


class Note:
    beads = []
    undone = []
    redone = []


note = bracelet()


def step(beads):
    note.undone.append(note.beads)
    note.redone.clear()
    note.beads = beads


if st.button("Add red"):
    step([*note.beads, "red"])
if st.button("Add blue"):
    step([*note.beads, "blue"])
if st.button("Flip"):
    step(note.beads[::-1])
if st.button("Undo") and note.undone:
    note.redone.append(note.beads)
    note.beads = note.undone.pop()
if st.button("Redo") and note.redone:
    note.undone.append(note.beads)
    note.beads = note.redone.pop()
st.write(f"Beads: {len(note.beads)}")
st.write(f"Bracelet: {', '.join(note.beads)}")
