import streamlit as st

st.text_input("For")
if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.undone = []
    st.session_state.redone = []
note = st.session_state


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
    note.redone[:] = [note.beads]
    note.beads = note.undone.pop()
if st.button("Redo") and note.redone:
    note.undone.append(note.beads)
    note.beads = note.redone.pop()
st.write(f"Beads: {len(note.beads)}")
st.write(f"Bracelet: {', '.join(note.beads)}")
