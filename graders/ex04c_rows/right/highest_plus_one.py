import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = [0, 1]
rows = st.session_state.rows


def add():
    rows.append(max(rows, default=-1) + 1)


def swap(place):
    if place > 0:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]


st.text_input("Title", key="title")
above = st.empty()
total = 0
for place, row in enumerate(rows):
    st.text_input("Step", key=f"s{row}")
    total += st.number_input("Minutes", 0, 600, key=f"m{row}")
    st.button("Up", key=f"u{row}", on_click=swap, args=(place,))
    st.button("Delete", key=f"d{row}", on_click=rows.remove, args=(row,))
st.button("Add a step", on_click=add)
above.info(f"Total: {total} minutes")
