import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = [1, 2]
    st.session_state.newest = 2


def add():
    st.session_state.newest += 1
    st.session_state.rows.append(st.session_state.newest)


def delete(number):
    numbers = [st.session_state[f"minutes {row}"] for row in st.session_state.rows]
    st.session_state.rows.pop(numbers.index(number))


def move_up(row):
    rows = st.session_state.rows
    place = rows.index(row)
    if place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


st.text_input("Title", key="title")
total = 0
for row in st.session_state.rows:
    st.text_input("Step", key=f"step {row}")
    minutes = st.number_input("Minutes", 0, key=f"minutes {row}")
    total += minutes
    st.button("Up", key=f"up {row}", on_click=move_up, args=(row,))
    st.button("Delete", key=f"delete {row}", on_click=delete, args=(minutes,))
st.button("Add a step", on_click=add)
st.write(f"Total: {total}")
