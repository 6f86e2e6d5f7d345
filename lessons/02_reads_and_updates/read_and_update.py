import streamlit as st

# Initialization
if "key" not in st.session_state:
    st.session_state["key"] = "value"

# Read
st.write(st.session_state.key)

# Update
st.session_state.key = "value2"  # Attribute API
st.session_state["key"] = "value2"  # Dictionary like API

# Curious about what is in Session State?
st.write(st.session_state)
