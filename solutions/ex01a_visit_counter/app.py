import streamlit as st

st.title("Hello from Ines")

# Begin once: only the first run of a tab finds no count.
if "runs" not in st.session_state:
    st.session_state.runs = 0
st.session_state.runs += 1

name = st.text_input("Your name")
if st.button("Wave"):
    st.write(f"👋 {name or 'you'}")

st.write(f"Runs so far: {st.session_state.runs}")
