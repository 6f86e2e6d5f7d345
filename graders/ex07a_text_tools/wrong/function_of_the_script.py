import streamlit as st


def upper(text):
    return text.upper()


def reverse(text):
    return text[::-1]


def no_spaces(text):
    return text.replace(" ", "")


def cheer(text):
    return text + " hurra"


TOOLS = {"upper": upper, "reverse": reverse, "no spaces": no_spaces, "cheer": cheer}

if "tools" not in st.session_state:
    st.session_state.tools = []

st.title("Omar’s text tools")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", ["upper", "reverse", "no spaces", "cheer"])

if st.button("Add"):
    st.session_state.tools.append(TOOLS[name])
if st.button("Remove last") and st.session_state.tools:
    st.session_state.tools.pop()

result = text
for tool in st.session_state.tools:
    result = tool(result)

st.write(f"Tools: {len(st.session_state.tools)}")
st.write(f"Result: {result}")
