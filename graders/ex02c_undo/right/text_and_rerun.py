import streamlit as st

if "text" not in st.session_state:
    st.session_state.text = ""
    st.session_state.back = []
    st.session_state.forward = []

words = st.session_state.text.split()
st.metric("Beads", len(words))
if words:
    st.metric("Bracelet", st.session_state.text)


def show(text):
    st.session_state.text = text
    st.rerun()


def step(text):
    st.session_state.back.append(st.session_state.text)
    st.session_state.forward.clear()
    show(text)


st.text_input("For")
if st.button("Add red"):
    step(st.session_state.text + " red")
if st.button("Add blue"):
    step(st.session_state.text + " blue")
if st.button("Flip"):
    step(" ".join(reversed(words)))
if st.button("Undo", disabled=not st.session_state.back):
    st.session_state.forward.append(st.session_state.text)
    show(st.session_state.back.pop())
if st.button("Redo", disabled=not st.session_state.forward):
    st.session_state.back.append(st.session_state.text)
    show(st.session_state.forward.pop())
