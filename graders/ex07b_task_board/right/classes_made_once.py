from dataclasses import dataclass
from enum import Enum

import streamlit as st


# The classes of the first run stay on the note, and each later run gives them their names again.
if "classes" not in st.session_state:

    class Status(Enum):
        TO_DO = "to do"
        DOING = "doing"
        DONE = "done"

    @dataclass
    class Task:
        title: str
        status: Status = Status.TO_DO

    st.session_state.classes = (Status, Task)
Status, Task = st.session_state.classes


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
    tasks.append(Task(title))
if st.button("Delete done tasks"):
    tasks[:] = [task for task in tasks if task.status != Status.DONE]

for number, task in enumerate(tasks):
    st.write(f"{task.title}: {task.status.value}")
    if task.status != Status.DONE:
        st.button("Move on", key=number, on_click=move_on, args=(task,))

for status in Status:
    count = sum(task.status == status for task in tasks)
    st.write(f"{status.value.capitalize()}: {count}")
