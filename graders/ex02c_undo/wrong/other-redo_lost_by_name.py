import streamlit as st

ss = st.session_state
if "beads" not in ss:
    ss.beads, ss.past, ss.future = [], [], []

st.text_input("For")
new = None
if st.button("Add red"):
    new = ss.beads + ["red"]
if st.button("Add blue"):
    new = ss.beads + ["blue"]
if st.button("Flip"):
    new = ss.beads[::-1]
if new is not None:
    ss.past.append(ss.beads)
    ss.beads = new
undo, redo = st.button("Undo"), st.button("Redo")
if undo and ss.past:
    ss.future.append(ss.beads)
    ss.beads = ss.past.pop()
elif redo and ss.future:
    ss.past.append(ss.beads)
    ss.beads = ss.future.pop()
elif not undo and not redo:
    ss.future = []

st.write(f"Beads: {len(ss.beads)}")
st.write(f"Bracelet: {', '.join(ss.beads)}")
