import streamlit as st

st.text_input("For")
if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.before = []
    st.session_state.after = None
note = st.session_state


def step(beads):
    note.before = note.beads
    note.after = None
    note.beads = beads


if st.button("Add red"):
    step([*note.beads, "red"])
if st.button("Add blue"):
    step([*note.beads, "blue"])
if st.button("Flip"):
    step(note.beads[::-1])
if st.button("Undo"):
    note.after = note.beads
    note.beads = note.before
if st.button("Redo") and note.after is not None:
    note.beads = note.after
st.write(f"Beads: {len(note.beads)}")
st.write(f"Bracelet: {', '.join(note.beads)}")
