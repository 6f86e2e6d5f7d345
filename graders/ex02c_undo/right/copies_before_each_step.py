import streamlit as st

if "beads" not in st.session_state:
    st.session_state.beads = []
    st.session_state.past = []
    st.session_state.future = []


def remember():
    st.session_state.past.append(st.session_state.beads.copy())
    st.session_state.future = []


def add(color):
    remember()
    st.session_state.beads.append(color)


def flip():
    remember()
    st.session_state.beads.reverse()


def undo():
    st.session_state.future.append(st.session_state.beads)
    st.session_state.beads = st.session_state.past.pop()


def redo():
    st.session_state.past.append(st.session_state.beads)
    st.session_state.beads = st.session_state.future.pop()


st.title("Bracelet")
st.text_input("For")
left, right = st.columns(2)
left.button("Add red", on_click=add, args=("red",))
left.button("Add blue", on_click=add, args=("blue",))
left.button("Flip", on_click=flip)
right.button("Undo", on_click=undo, disabled=not st.session_state.past)
right.button("Redo", on_click=redo, disabled=not st.session_state.future)
st.metric("Beads", len(st.session_state.beads))
st.markdown("**Bracelet:** " + " ".join(f":{color}[{color}]" for color in st.session_state.beads))
