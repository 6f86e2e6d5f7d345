import streamlit as st

if "rows" not in st.session_state:
    st.session_state.rows = [1, 2]
    st.session_state.newest = 2
rows = st.session_state.rows

st.text_input("Title", key="title")
if st.button("Add a step"):
    st.session_state.newest += 1
    rows.append(st.session_state.newest)
total = 0
for row in rows:
    st.text_input("Step", key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    place = rows.index(row)
    if st.button("Up", key=f"up {row}") and place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]
        st.rerun()
    if st.button("Delete", key=f"delete {row}"):
        rows.remove(row)
st.write(f"Total: {total}")
