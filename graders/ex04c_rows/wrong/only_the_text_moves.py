import streamlit as st

state = st.session_state
if "rows" not in state:
    state.rows = [1, 2]
    state.newest = 2


def add():
    state.newest += 1
    state.rows.append(state.newest)


def up(row):
    place = state.rows.index(row)
    if place > 0:
        above = state.rows[place - 1]
        state[f"step {above}"], state[f"step {row}"] = state[f"step {row}"], state[f"step {above}"]


st.text_input("Title", key="title")
total = 0
for row in state.rows:
    st.text_input("Step", key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    st.button("Up", key=f"up {row}", on_click=up, args=(row,))
    st.button("Delete", key=f"delete {row}", on_click=state.rows.remove, args=(row,))
st.button("Add a step", on_click=add)
st.write(f"Total: {total}")
