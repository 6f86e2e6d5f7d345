import streamlit as st


def make_tool(name):
    if name == "upper":
        return lambda text: text.upper()
    if name == "reverse":
        return lambda text: text[::-1]
    if name == "no spaces":
        return lambda text: text.replace(" ", "")
    return lambda text: text + " hurra"


if "tools" not in st.session_state:
    st.session_state.tools = []

st.title("Omar’s text tools")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", ["upper", "reverse", "no spaces", "cheer"])

if st.button("Add"):
    st.session_state.tools.append(make_tool(name))
if st.button("Remove last") and st.session_state.tools:
    st.session_state.tools.pop()

result = text
for tool in st.session_state.tools:
    result = tool(result)

st.write(f"Tools: {len(st.session_state.tools)}")
st.write(f"Result: {result}")
