import streamlit as st

st.title("Bracelet")
st.text_input("For")

if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.undone = []  # bracelets from before each step, the newest last
    st.session_state.redone = []  # bracelets that “Undo” took back, the newest last
note = st.session_state


def step(beads: list[str], *, new: bool = True) -> None:
    """Go on with a new bracelet; the old one is kept as it is, so nothing needs to be copied."""
    note.undone.append(note.beads)
    if new:
        note.redone.clear()
    note.beads = beads


if st.button("Add red"):
    step([*note.beads, "red"])
if st.button("Add blue"):
    step([*note.beads, "blue"])
if st.button("Flip"):
    step(note.beads[::-1], new=False)
if st.button("Undo") and note.undone:
    note.redone.append(note.beads)
    note.beads = note.undone.pop()
if st.button("Redo") and note.redone:
    note.undone.append(note.beads)
    note.beads = note.redone.pop()

st.write(f"Beads: {len(note.beads)}")
st.write(f"Bracelet: {', '.join(note.beads)}")
