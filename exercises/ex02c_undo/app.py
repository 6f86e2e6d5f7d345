import streamlit as st

st.title("Bracelet")
st.text_input("For")

if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.before = []
beads = st.session_state.beads

if st.button("Add red"):
    st.session_state.before = beads
    beads.append("red")
if st.button("Add blue"):
    st.session_state.before = beads
    beads.append("blue")
if st.button("Flip"):
    st.session_state.before = beads
    beads.reverse()

# TODO: “Undo” does nothing. It should take back one step after another.
if st.button("Undo"):
    st.session_state.beads = st.session_state.before
# TODO: “Redo” is missing.

st.write(f"Beads: {len(beads)}")
st.write(f"Bracelet: {', '.join(beads)}")
