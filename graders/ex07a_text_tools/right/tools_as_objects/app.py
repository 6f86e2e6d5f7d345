import functools

import streamlit as st
from kinds import Tool

st.title("Omar’s text tools")
if "tools" not in st.session_state:
    st.session_state.tools = []

text = st.text_input("Text", "a small text")
options = [Tool(name) for name in ("upper", "reverse", "no spaces", "cheer")]
chosen = st.selectbox("Tool", options, format_func=lambda tool: tool.name)
if st.button("Add"):
    st.session_state.tools = [*st.session_state.tools, chosen]
if st.button("Remove last"):
    st.session_state.tools = st.session_state.tools[:-1]
result = functools.reduce(lambda so_far, tool: tool(so_far), st.session_state.tools, text)
st.table({"Tools": [str(len(st.session_state.tools))], "Result": [result]})
