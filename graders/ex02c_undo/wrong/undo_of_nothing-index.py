import streamlit as st

st.text_input("For")
if "versions" not in st.session_state:
    st.session_state.versions = [[]]
    st.session_state.at = 0
note = st.session_state


def step(beads):
    note.versions = [*note.versions[: note.at + 1], beads]
    note.at += 1


now = note.versions[note.at]
if st.button("Add red"):
    step([*now, "red"])
if st.button("Add blue"):
    step([*now, "blue"])
if st.button("Flip"):
    step(now[::-1])
if st.button("Undo"):
    note.at -= 1
if st.button("Redo"):
    note.at += 1
now = note.versions[note.at]
st.write(f"Beads: {len(now)}")
st.write(f"Bracelet: {', '.join(now)}")
