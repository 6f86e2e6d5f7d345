import streamlit as st

state = st.session_state
state.setdefault("order", [0, 1])
state.setdefault("next", 2)


def swap_with_above(row):
    place = state.order.index(row)
    before, after = state.order[: max(place - 1, 0)], state.order[place + 1 :]
    state.order = [*before, row, *(r for r in state.order[:place][-1:]), *after]


def without(row):
    state.order = [other for other in state.order if other != row]


title, button = st.columns(2)
title.text_input("Title", "Soup")
if button.button("Add a step"):
    state.order = [*state.order, state.next]
    state.next += 1

steps, minutes, ups, deletes = st.columns([4, 2, 1, 1])
for row in state.order:
    steps.text_input("Step", key=f"{row} step")
    minutes.number_input("Minutes", min_value=0, value=0, key=f"{row} minutes")
    ups.button("Up", key=f"{row} up", on_click=swap_with_above, args=(row,))
    deletes.button("Delete", key=f"{row} delete", on_click=without, args=(row,))

st.write("Total:", sum(state[f"{row} minutes"] for row in state.order), "minutes")
