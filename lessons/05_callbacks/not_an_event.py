import streamlit as st

st.session_state.setdefault("tasks", [])

task = st.text_input("New task")
if task:
    st.session_state.tasks.append(task)

st.button("Nothing")
st.write(f"Tasks: {', '.join(st.session_state.tasks)}")
