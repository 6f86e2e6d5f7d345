import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = [1, 2]
    st.session_state.newest = 2


def add():
    if len(st.session_state.rows) == 6:
        return
    st.session_state.newest += 1
    st.session_state.rows.append(st.session_state.newest)


def delete(row):
    st.session_state.rows.remove(row)


def move_up(row):
    rows = st.session_state.rows
    place = rows.index(row)
    if place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


st.text_input("Title", key="title")
total = 0
for row in st.session_state.rows:
    st.text_input("Step", key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    st.button("Up", key=f"up {row}", on_click=move_up, args=(row,))
    st.button("Delete", key=f"delete {row}", on_click=delete, args=(row,))
st.button("Add a step", on_click=add)
st.write(f"Total: {total}")
