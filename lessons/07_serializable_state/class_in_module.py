import streamlit as st
from tasks import Status, Task

if "tasks" not in st.session_state:
    st.session_state.tasks = []
tasks = st.session_state.tasks

title = st.text_input("Task")
if st.button("Add"):
    tasks.append(Task(title))
if st.button("Finish all"):
    for task in tasks:
        task.status = Status.DONE

for task in tasks:
    st.write(f"{task.title}: {task.status.value}")
left = [task for task in tasks if task.status == Status.TO_DO]
st.write(f"Still to do: {len(left)}")
