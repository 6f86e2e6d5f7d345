import streamlit as st

for name in ("app", "inputs", "expect", "statecourse", "$$STREAMLIT_INTERNAL_KEY", "_statecourse", "__class__"):
    st.session_state.setdefault(name, 1)
st.query_params["seed"] = "1"
