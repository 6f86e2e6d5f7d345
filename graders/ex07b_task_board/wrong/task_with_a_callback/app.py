import streamlit as st
from board import Status, Task


def move_on(task):
    if task.status == Status.TO_DO:
        task.status = Status.DOING
    elif task.status == Status.DOING:
        task.status = Status.DONE


if "tasks" not in st.session_state:
    st.session_state.tasks = []
tasks = st.session_state.tasks

st.title("Lin’s board")
title = st.text_input("Title")
if st.button("Add") and title:
    task = Task(title)
    task.on_click = lambda: move_on(task)
    tasks.append(task)
if st.button("Delete done tasks"):
    tasks[:] = [task for task in tasks if task.status != Status.DONE]

for number, task in enumerate(tasks):
    st.write(f"{task.title}: {task.status.value}")
    if task.status != Status.DONE:
        st.button("Move on", key=number, on_click=task.on_click)

for status in Status:
    count = sum(task.status == status for task in tasks)
    st.write(f"{status.value.capitalize()}: {count}")
