import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = ["Boil the water", "Pour it over the tea"]
rows = st.session_state.rows

st.text_input("Title", key="title")
total = 0
for place, row in enumerate(rows):
    rows[place] = st.text_input("Step", row, key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    if st.button("Up", key=f"up {row}") and place:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]
        st.rerun()
    if st.button("Delete", key=f"delete {row}"):
        rows.pop(place)
        st.rerun()
if st.button("Add a step"):
    rows.append("")
    st.rerun()
st.write(f"Total: {total}")
