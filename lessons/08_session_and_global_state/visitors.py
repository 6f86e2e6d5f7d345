import streamlit as st
from ledger_file import load_state, save_state

state = load_state()
state["visitors"] = state.get("visitors", 0) + 1
save_state(state)

st.write(f"You are visitor number {state['visitors']}.")
st.text_input("Your name")
st.checkbox("Send me the news")
