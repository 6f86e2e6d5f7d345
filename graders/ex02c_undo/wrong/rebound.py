import streamlit as st

st.text_input("For")
if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.undone = []
    st.session_state.redone = []
beads = st.session_state.beads
undone = st.session_state.undone
redone = st.session_state.redone
new = None

if st.button("Add red"):
    new = beads + ["red"]
if st.button("Add blue"):
    new = beads + ["blue"]
if st.button("Flip"):
    new = beads[::-1]
if new is not None:
    undone.append(beads)
    redone.clear()
    beads = new
if st.button("Undo") and undone:
    redone.append(beads)
    beads = undone.pop()
if st.button("Redo") and redone:
    undone.append(beads)
    beads = redone.pop()
st.write(f"Beads: {len(beads)}")
st.write(f"Bracelet: {', '.join(beads)}")
