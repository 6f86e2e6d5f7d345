from dataclasses import asdict, dataclass
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


def move_on(number):
    task = st.session_state.tasks[number]
    task["status"] = "doing" if task["status"] == "to do" else "done"


if "tasks" not in st.session_state:
    st.session_state.tasks = []
tasks = [Task(**task) for task in st.session_state.tasks]

st.title("Lin’s board")
title = st.text_input("Title")
if st.button("Add") and title:
    tasks.append(Task(title))
    st.session_state.tasks.append(asdict(tasks[-1]))
if st.button("Delete done tasks"):
    tasks = [task for task in tasks if task.status != Status.DONE.value]
    st.session_state.tasks = [asdict(task) for task in tasks]

for number, task in enumerate(tasks):
    st.write(f"{task.title}: {task.status}")
    if task.status != Status.DONE.value:
        st.button("Move on", key=number, on_click=move_on, args=(number,))

for status in Status:
    count = sum(task.status == status.value for task in tasks)
    st.write(f"{status.value.capitalize()}: {count}")
