import streamlit as st

# The rows are kept as data. When they change places, all fields are made anew from it.
if "rows" not in st.session_state:
    st.session_state.rows = [{"step": "", "minutes": 0}, {"step": "", "minutes": 0}]
    st.session_state.generation = 0
rows = st.session_state.rows
todo = None

st.text_input("Title", key="title")
for place, row in enumerate(rows):
    key = f"{st.session_state.generation} {place}"
    row["step"] = st.text_input("Step", row["step"], key=f"step {key}")
    row["minutes"] = st.number_input("Minutes", 0, None, row["minutes"], key=f"minutes {key}")
    if st.button("Up", key=f"up {key}"):
        todo = ("up", place)
    if st.button("Delete", key=f"delete {key}"):
        todo = ("delete", place)
if st.button("Add a step"):
    todo = ("add", None)

if todo:
    what, place = todo
    if what == "add":
        rows.append({"step": "", "minutes": 0})
    elif what == "delete":
        del rows[place]
    elif place > 0:
        rows.insert(place - 1, rows.pop(place))
    st.session_state.generation += 1
    st.rerun()

st.write(f"Total: {sum(row['minutes'] for row in rows)}")
