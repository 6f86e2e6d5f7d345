from dataclasses import dataclass

import streamlit as st


@dataclass
class Task:
    title: str
    done: bool = False


if "task" not in st.session_state:
    st.session_state.task = Task("Water the plants")

task = st.session_state.task
if st.button("Done"):
    task.done = True
st.write(f"{task.title}: {'done' if task.done else 'to do'}")
