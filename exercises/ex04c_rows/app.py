import streamlit as st

if "count" not in st.session_state:
    st.session_state.count = 2

st.text_input("Title", key="title")

# TODO: a row is known by its place here. Let it be known by something that moves with it.
total = 0
for row in range(st.session_state.count):
    step, minutes, up, delete = st.columns([4, 2, 1, 1], vertical_alignment="bottom")
    step.text_input("Step", key=f"step {row}")
    total += minutes.number_input("Minutes", 0, key=f"minutes {row}")
    up.button("Up", key=f"up {row}")
    if delete.button("Delete", key=f"delete {row}"):
        st.session_state.count -= 1
        st.rerun()

if st.button("Add a step"):
    st.session_state.count += 1
    st.rerun()

st.write(f"Total: {total}")
