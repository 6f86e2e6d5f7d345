import streamlit as st

st.text_input("For")
if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.undone = []
    st.session_state.redone = []
note = st.session_state
beads = note.beads


def step():
    note.undone.append(list(beads))
    note.redone.clear()


if st.button("Add red"):
    step()
    beads.append("red")
if st.button("Add blue"):
    step()
    beads.append("blue")
if st.button("Flip"):
    step()
    beads.reverse()
if st.button("Undo") and note.undone:
    note.redone.append(beads)
    beads = note.undone.pop()
if st.button("Redo") and note.redone:
    note.undone.append(beads)
    beads = note.redone.pop()
st.write(f"Beads: {len(beads)}")
st.write(f"Bracelet: {', '.join(beads)}")
