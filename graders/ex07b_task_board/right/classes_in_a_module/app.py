import model
import streamlit as st

st.session_state.setdefault("board", model.Board())
board = st.session_state.board

with st.form("new", clear_on_submit=True):
    title = st.text_input("Title")
    if st.form_submit_button("Add") and title:
        board.add(title)
if st.button("Delete done tasks"):
    board.clean()

for task in list(board.tasks):
    place = st.container()
    if task.step is not model.Step.DONE and place.button("Move on", key=f"move {task.number}"):
        task.step = task.step.next
        st.rerun()
    place.text(f"{task.title}: {task.step.label}")

st.write(" · ".join(f"{step.label.capitalize()}: {board.count(step)}" for step in model.Step))
