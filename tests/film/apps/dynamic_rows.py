# do: click "Add a row"
# do: type "Bo" in "Name 1"
# do: click "Remove row 0"
"""Rows that come and go, with a key for each."""
import streamlit as st

st.session_state.setdefault("rows", [0])
st.session_state.setdefault("next", 1)


def add():
    st.session_state.rows.append(st.session_state.next)
    st.session_state.next += 1


def remove(row):
    st.session_state.rows.remove(row)


for row in st.session_state.rows:
    left, right = st.columns([3, 1])
    left.text_input(f"Name {row}", key=f"name_{row}")
    right.button(f"Remove row {row}", on_click=remove, args=(row,))
st.button("Add a row", on_click=add)
st.write([st.session_state[f"name_{row}"] for row in st.session_state.rows])
