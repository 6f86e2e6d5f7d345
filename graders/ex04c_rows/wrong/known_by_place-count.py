import streamlit as st

if "count" not in st.session_state:
    st.session_state.count = 2


def change(by):
    st.session_state.count += by


st.text_input("Title", key="title")
total = 0
for row in range(st.session_state.count):
    st.text_input("Step", key=f"step {row}")
    total += st.number_input("Minutes", 0, key=f"minutes {row}")
    st.button("Up", key=f"up {row}")
    st.button("Delete", key=f"delete {row}", on_click=change, args=(-1,))
st.button("Add a step", on_click=change, args=(1,))
st.write(f"Total: {total}")
