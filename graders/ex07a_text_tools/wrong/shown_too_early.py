import streamlit as st

# The functions are made anew in each run. What stays on the note are their names.
TOOLS = {
    "upper": lambda text: text.upper(),
    "reverse": lambda text: text[::-1],
    "no spaces": lambda text: text.replace(" ", ""),
    "cheer": lambda text: text + " hurra",
}

if "tools" not in st.session_state:
    st.session_state.tools = []

st.title("Omar’s text tools")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", list(TOOLS))

result = text
for tool in st.session_state.tools:
    result = TOOLS[tool](result)

st.write(f"Tools: {len(st.session_state.tools)}")
st.write(f"Result: {result}")

if st.button("Add"):
    st.session_state.tools.append(name)
if st.button("Remove last") and st.session_state.tools:
    st.session_state.tools.pop()
