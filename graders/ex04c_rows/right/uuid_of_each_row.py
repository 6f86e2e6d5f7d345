from uuid import uuid4

import streamlit as st

if "steps" not in st.session_state:
    st.session_state["steps"] = [uuid4().hex, uuid4().hex]
steps = st.session_state["steps"]

st.text_input("Title")
if st.button("Add a step"):
    steps.append(uuid4().hex)

total = 0
for place, name in enumerate(steps):
    with st.container(border=True):
        st.text_input("Step", key=name + "step")
        total += st.number_input("Minutes", 0, key=name + "minutes")
        if st.button("Up", key=name + "up") and place:
            steps[place], steps[place - 1] = steps[place - 1], steps[place]
            st.rerun()
        if st.button("Delete", key=name + "delete"):
            steps.pop(place)
            st.rerun()

st.metric("Total:", total)
