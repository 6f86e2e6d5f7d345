# right: setdefault on st.session_state with item syntax, the number shown in bold with words around it
import streamlit as st

st.title("Hello from Ines")
st.session_state.setdefault("runs", 0)
st.session_state["runs"] += 1
name = st.text_input("Your name", placeholder="Ines")
if st.button("Wave", icon="👋"):
    st.success(f"Hello, {name or 'you'}!")
st.markdown(f"**Runs so far:** {st.session_state['runs']} – thank you!")
