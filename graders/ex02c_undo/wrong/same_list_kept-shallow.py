import copy

import streamlit as st

st.text_input("For")
if "design" not in st.session_state:
    st.session_state.design = {"beads": []}
    st.session_state.undone = []
    st.session_state.redone = []
note = st.session_state


def step():
    note.undone.append(copy.copy(note.design))
    note.redone.clear()


if st.button("Add red"):
    step()
    note.design["beads"].append("red")
if st.button("Add blue"):
    step()
    note.design["beads"].append("blue")
if st.button("Flip"):
    step()
    note.design["beads"].reverse()
if st.button("Undo") and note.undone:
    note.redone.append(note.design)
    note.design = note.undone.pop()
if st.button("Redo") and note.redone:
    note.undone.append(note.design)
    note.design = note.redone.pop()
beads = note.design["beads"]
st.write(f"Beads: {len(beads)}")
st.write(f"Bracelet: {', '.join(beads)}")
