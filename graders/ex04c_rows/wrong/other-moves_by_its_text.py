import streamlit as st

state = st.session_state


def new_row():
    state.last_id = state.get("last_id", 0) + 1
    return state.last_id


def first_rows():
    return [new_row(), new_row()]


def add():
    state.rows.append(new_row())


def delete(row):
    state.rows.remove(row)


def up(row):
    texts = [state[f"step {other}"] for other in state.rows]
    place = texts.index(state[f"step {row}"]) if state[f"step {row}"] else state.rows.index(row)
    if place > 0:
        state.rows[place - 1], state.rows[place] = state.rows[place], state.rows[place - 1]


if "rows" not in state:
    state.rows = first_rows()

st.text_input("Title", key="title")

total = 0
for row in state.rows:
    a, b, c, d = st.columns([4, 2, 1, 1], vertical_alignment="bottom")
    a.text_input("Step", key=f"step {row}")
    total += b.number_input("Minutes", 0, key=f"minutes {row}")
    c.button("Up", key=f"up {row}", on_click=up, args=(row,))
    d.button("Delete", key=f"delete {row}", on_click=delete, args=(row,))

st.button("Add a step", on_click=add)

st.write(f"Total: {total}")
