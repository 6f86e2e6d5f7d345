import streamlit as st

rows = st.session_state.setdefault("rows", [1, 2])
next_number = st.session_state.setdefault("next_number", 3)

st.text_input("Title")
minutes = []
for row in list(rows):
    st.text_input("Step", key=("step", row).__repr__())
    minutes.append(st.number_input("Minutes", 0, key=f"minutes of {row}"))
    if st.button("Up", key=f"up with {row}"):
        place = rows.index(row)
        if place >= 1:
            rows.remove(row)
            rows.insert(place - 1, row)
        st.rerun()
    if st.button("Delete", key=f"delete {row}"):
        rows.remove(row)
        st.rerun()
if st.button("Add a step"):
    rows.append(next_number)
    st.session_state.next_number = next_number + 1
    st.rerun()
st.text(f"Total: {sum(minutes)}")
