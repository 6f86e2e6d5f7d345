from dataclasses import dataclass
from enum import Enum

import streamlit as st


class Status(Enum):
    TO_DO = "to do"
    DOING = "doing"
    DONE = "done"


@dataclass
class Task:
    title: str
    status: str = "to do"


def move_on(task):
    if task.status == "to do":
        task.status = "doing"
    elif task.status == "doing":
        task.status = "done"


if "tasks" not in st.session_state:
    st.session_state.tasks = []
tasks = st.session_state.tasks

st.title("Lin’s board")
title = st.text_input("Title")
if st.button("Add") and title:
    tasks.append(Task(title))
if st.button("Delete done tasks"):
    tasks[:] = [task for task in tasks if task.status != "done"]

for number, task in enumerate(tasks):
    st.write(f"{task.title}: {task.status}")
    if task.status != "done":
        st.button("Move on", key=number, on_click=move_on, args=(task,))

for status in Status:
    count = sum(task.status == status.value for task in tasks)
    st.write(f"{status.value.capitalize()}: {count}")
