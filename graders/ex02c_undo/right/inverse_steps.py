import streamlit as st

note = st.session_state
if "beads" not in note:
    note.beads, note.done, note.undone = [], [], []


def do(step):
    if step == "flip":
        note.beads.reverse()
    else:
        note.beads.append(step)


def take_back(step):
    if step == "flip":
        note.beads.reverse()
    else:
        note.beads.pop()


st.title("💎 Bracelet")
st.text_input("For")
for label, step in {"Add red": "red", "Add blue": "blue", "Flip": "flip"}.items():
    if st.button(label):
        do(step)
        note.done.append(step)
        note.undone = []
if st.button("Undo"):
    if note.done:
        step = note.done.pop()
        take_back(step)
        note.undone.append(step)
if st.button("Redo"):
    if note.undone:
        step = note.undone.pop()
        do(step)
        note.done.append(step)

st.table({"what": ["Beads", "Bracelet"], "now": [str(len(note.beads)), " ".join(note.beads)]})
