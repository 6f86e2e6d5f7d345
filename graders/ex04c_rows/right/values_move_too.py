import streamlit as st

state = st.session_state
state.setdefault("count", 2)


def row(place):
    return state[f"step {place}"], state[f"minutes {place}"]


def put(place, values):
    state[f"step {place}"], state[f"minutes {place}"] = values


def delete(place):
    for later in range(place, state.count - 1):
        put(later, row(later + 1))
    state.count -= 1
    del state[f"step {state.count}"]
    del state[f"minutes {state.count}"]


def up(place):
    if place > 0:
        above, this = row(place - 1), row(place)
        put(place - 1, this)
        put(place, above)


def add():
    put(state.count, ("", 0))
    state.count += 1


st.text_input("Title", key="title")
for place in range(state.count):
    st.text_input("Step", key=f"step {place}")
    st.number_input("Minutes", min_value=0, key=f"minutes {place}")
    st.button("Up", key=f"up {place}", on_click=up, args=(place,))
    st.button("Delete", key=f"delete {place}", on_click=delete, args=(place,))
st.button("Add a step", on_click=add)
st.write("Total:", sum(state[f"minutes {place}"] for place in range(state.count)))
