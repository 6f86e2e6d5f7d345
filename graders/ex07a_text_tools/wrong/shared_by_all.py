import streamlit as st


def make_tool(name):
    if name == "upper":
        return lambda text: text.upper()
    if name == "reverse":
        return lambda text: text[::-1]
    if name == "no spaces":
        return lambda text: text.replace(" ", "")
    return lambda text: text + " hurra"


@st.cache_resource
def the_tools():
    return []


tools = the_tools()

st.title("Omar’s text tools")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", ["upper", "reverse", "no spaces", "cheer"])

if st.button("Add"):
    tools.append(make_tool(name))
if st.button("Remove last") and tools:
    tools.pop()

result = text
for tool in tools:
    result = tool(result)

st.write(f"Tools: {len(tools)}")
st.write(f"Result: {result}")
