import streamlit as st

state = st.session_state


def start_over():
    state.update(destination="", days=3, train=False, stops=[])


def add():
    if state.destination:
        state.stops = [*state.stops, state.destination]


def save():
    state.saved = state.get("saved", 0) + 1


if "stops" not in state:
    start_over()
counts = st.container()
st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, step=1, key="days")
st.toggle("By train", key="train")
for label, do in {"Add the stop": add, "Save the trip": save, "Start over": start_over}.items():
    st.button(label, on_click=do)
counts.write(f"Stops: {len(state.stops)}, saved trips: {state.get('saved', 0)}")
