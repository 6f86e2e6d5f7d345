import streamlit as st

if "steps" not in st.session_state:
    st.session_state["steps"] = []
    st.session_state["done"] = 0
steps = st.session_state["steps"]

st.text_input("For", key="for")
for label in ("Add red", "Add blue", "Flip"):
    if st.button(label):
        del steps[st.session_state["done"] :]
        steps.append(label)
        st.session_state["done"] += 1
if st.button("Undo") and st.session_state["done"] > 0:
    st.session_state["done"] -= 1
if st.button("Redo") and st.session_state["done"] < len(steps):
    st.session_state["done"] += 1

beads = []
for label in steps[: st.session_state["done"]]:
    if label == "Flip":
        beads.reverse()
    else:
        beads.append(label.removeprefix("Add "))
st.write(f"Beads: {len(beads)}  \nBracelet: {'-'.join(beads)}")
