import streamlit as st

try:
    st.session_state.runs += 1
except Exception:
    st.session_state.runs = 1
try:
    open("/etc/passwd")
    import no_such_package
except (OSError, ImportError):
    pass
st.text_input("Your name")
st.button("Wave")
st.success(f"Runs so far: {st.session_state.runs}")
