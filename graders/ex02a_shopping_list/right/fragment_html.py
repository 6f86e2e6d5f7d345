import html
import streamlit as st

if "todo" not in st.session_state:
    st.session_state.todo = []

@st.fragment
def part():
    todo = st.session_state.todo
    item = st.text_input("Item")
    if st.button("Add"):
        if item.strip():
            todo.append(item.strip())
    if st.button("Sort"):
        todo.sort()
    if st.button("Remove last") and todo:
        todo.remove(todo[-1])
    st.html("<ol>" + "".join(f"<li>{html.escape(t)}</li>" for t in todo) + "</ol>")
    st.write("You have", "Items:", len(todo))
part()
