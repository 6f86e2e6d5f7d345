import copy

import streamlit as st

if "bracelet" not in st.session_state:
    st.session_state.bracelet = {"beads": []}
    st.session_state.undo = []
    st.session_state.redo = []

shown = st.empty()
who = st.text_input("For")
before = copy.deepcopy(st.session_state.bracelet)
red, blue, flip = (st.button(label) for label in ("Add red", "Add blue", "Flip"))
beads = st.session_state.bracelet["beads"]
if red:
    beads.append("red")
if blue:
    beads.append("blue")
if flip:
    beads.reverse()
if red or blue or flip:
    st.session_state.undo.append(before)
    st.session_state.redo.clear()
if st.button("Undo") and st.session_state.undo:
    st.session_state.redo.append(st.session_state.bracelet)
    st.session_state.bracelet = st.session_state.undo.pop()
if st.button("Redo") and st.session_state.redo:
    st.session_state.undo.append(st.session_state.bracelet)
    st.session_state.bracelet = st.session_state.redo.pop()

beads = st.session_state.bracelet["beads"]
with shown.container():
    st.subheader(f"Beads: {len(beads)}")
    if beads:
        st.write(f"Bracelet: {beads}")
