import streamlit as st

NEXT = {"to do": "doing", "doing": "done"}

if "tasks" not in st.session_state:
    st.session_state.tasks = []


def add():
    if st.session_state.title:
        st.session_state.tasks.append({"title": st.session_state.title, "status": "to do"})


def move(task):
    task["status"] = NEXT[task["status"]]


def clean():
    st.session_state.tasks = [task for task in st.session_state.tasks if task["status"] != "done"]


st.text_input("Title", key="title")
st.button("Add", on_click=add)
for task in st.session_state.tasks:
    left, right = st.columns([3, 1])
    left.markdown(f"**{task['title']}**: {task['status']}")
    if task["status"] in NEXT:
        right.button("Move on", key=task["title"], on_click=move, args=(task,))
if any(task["status"] == "done" for task in st.session_state.tasks):
    st.button("Delete done tasks", on_click=clean)

counts = [sum(task["status"] == status for task in st.session_state.tasks) for status in ("to do", "doing", "done")]
for column, label, count in zip(st.columns(3), ("To do", "Doing", "Done"), counts):
    column.metric(label, count)
