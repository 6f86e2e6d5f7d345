import streamlit as st

@st.cache_resource
def recipe():
    return {"rows": [1, 2], "newest": 2}


def add():
    recipe()["newest"] += 1
    recipe()["rows"].append(recipe()["newest"])


def up(row):
    rows = recipe()["rows"]
    place = rows.index(row)
    if place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


st.text_input("Title", key="title")
total = 0
for row in recipe()["rows"]:
    st.text_input("Step", key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    st.button("Up", key=f"up {row}", on_click=up, args=(row,))
    st.button("Delete", key=f"delete {row}", on_click=recipe()["rows"].remove, args=(row,))
st.button("Add a step", on_click=add)
st.write(f"Total: {total}")
