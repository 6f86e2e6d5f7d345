import streamlit as st

st.title("To buy")
if "todo" not in st.session_state:
    st.session_state.todo = {"things": []}
todo = st.session_state.todo

count = st.empty()
shown = st.container()
item = st.text_input("Item", key="what")
if st.button("Add", key="add"):
    if st.session_state.what:
        todo["things"].append(st.session_state.what)
if st.button("Sort", key="sort"):
    todo["things"].sort(key=str.casefold)
if st.button("Remove last", key="remove"):
    todo["things"] = todo["things"][:-1]
count.markdown(f"**Items:** {len(todo['things'])}")
for thing in todo["things"]:
    shown.write("🛒 " + thing)
