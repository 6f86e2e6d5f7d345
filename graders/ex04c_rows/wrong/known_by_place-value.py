import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = [["", 0], ["", 0]]
rows = st.session_state.rows


def up(place):
    if place:
        rows.insert(place - 1, rows.pop(place))


st.text_input("Title", key="title")
for place, row in enumerate(rows):
    row[0] = st.text_input("Step", row[0], key=f"step {place}")
    row[1] = st.number_input("Minutes", 0, None, row[1], key=f"minutes {place}")
    st.button("Up", key=f"up {place}", on_click=up, args=(place,))
    st.button("Delete", key=f"delete {place}", on_click=rows.pop, args=(place,))
st.button("Add a step", on_click=rows.append, args=(["", 0],))
st.write(f"Total: {sum(row[1] for row in rows)}")
