import streamlit as st

if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.past = []
    st.session_state.future = []
state = st.session_state


def step(new):
    state.past.append(state.beads)
    state.future = []
    state.beads = new


st.title("Bracelet")
st.text_input("For")

if st.button("Add red"):
    step(state.beads + ["red"])
if st.button("Add blue"):
    step(state.beads + ["blue"])
if st.button("Flip"):
    step(state.beads[::-1])

if st.button("Undo", disabled=not state.past):
    if state.past:
        state.future.append(state.beads)
        state.beads = state.past.pop()
if st.button("Redo", disabled=not state.future):
    if state.future:
        state.past.append(state.beads)
        state.beads = state.future.pop()

st.write(f"Beads: {len(state.beads)}")
st.write(f"Bracelet: {', '.join(state.beads)}")
