import streamlit as st
import texttools

# A function at the top of a module that is imported is pickled by its name.
tools = st.session_state.setdefault("tools", [])

text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", texttools.ALL)
if st.button("Add"):
    tools.append(texttools.ALL[name])
if st.button("Remove last"):
    del tools[-1:]

for tool in tools:
    text = tool(text)
st.write("Tools:", len(tools))
st.write("Result:", text)
