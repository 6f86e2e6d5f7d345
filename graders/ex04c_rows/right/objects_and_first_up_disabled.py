import itertools
from dataclasses import dataclass

import streamlit as st


@dataclass
class Row:
    number: int

    def show(self, first):
        step, minutes, up, delete = st.columns(4)
        step.text_input("Step", key=f"{self.number}/step")
        minutes.number_input("Minutes", min_value=0, step=1, key=f"{self.number}/minutes")
        up.button("Up", key=f"{self.number}/up", disabled=first, on_click=move, args=[self.number])
        delete.button("Delete", key=f"{self.number}/delete", on_click=drop, kwargs={"number": self.number})

    def minutes(self):
        return st.session_state[f"{self.number}/minutes"]


def drop(number):
    st.session_state.rows = [row for row in st.session_state.rows if row.number != number]


def move(number):
    rows = st.session_state.rows
    place = next(i for i, row in enumerate(rows) if row.number == number)
    rows.insert(place - 1, rows.pop(place))


if "rows" not in st.session_state:
    st.session_state.numbers = itertools.count()
    st.session_state.rows = [Row(next(st.session_state.numbers)) for _ in range(2)]
st.text_input("Title", "Pancakes")
if st.button("Add a step"):
    st.session_state.rows.append(Row(next(st.session_state.numbers)))
for place, row in enumerate(st.session_state.rows):
    row.show(place == 0)
st.header(f"Total: {sum(row.minutes() for row in st.session_state.rows)}")
