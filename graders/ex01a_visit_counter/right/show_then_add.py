# right: begins at 1, shows the number at the very top, and adds one at the very end for the run to come
import streamlit as st

state = st.session_state
if "next_run" not in state:
    state["next_run"] = 1

st.info(f"Runs so far: {state['next_run']}")

with st.sidebar:
    name = st.text_input("Your name", value="Ines")
    if st.button("Wave", type="primary", width="stretch"):
        st.write("👋", name)

state["next_run"] = state["next_run"] + 1
