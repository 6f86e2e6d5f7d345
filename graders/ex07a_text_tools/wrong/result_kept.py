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
    st.session_state.result = None

st.title("Omar’s text tools")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", list(TOOLS))

if st.button("Add"):
    st.session_state.tools.append(name)
    st.session_state.result = TOOLS[name](st.session_state.result or text)
if st.button("Remove last") and st.session_state.tools:
    st.session_state.tools.pop()
    st.session_state.result = text
    for name in st.session_state.tools:
        st.session_state.result = TOOLS[name](st.session_state.result)

result = st.session_state.result if st.session_state.tools else text

st.write(f"Tools: {len(st.session_state.tools)}")
st.write(f"Result: {result}")
