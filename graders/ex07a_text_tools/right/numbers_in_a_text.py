import streamlit as st

names = ("upper", "reverse", "no spaces", "cheer")

if "program" not in st.session_state:
    st.session_state.program = ""

place = st.container()
text = st.text_input("Text")
tool = st.selectbox("Tool", names)
with st.sidebar:
    if st.button("Add", type="primary"):
        st.session_state.program += str(names.index(tool))
    if st.button("Remove last"):
        st.session_state.program = st.session_state.program[:-1]

for digit in st.session_state.program:
    text = [text.upper(), text[::-1], text.replace(" ", ""), text + " hurra"][int(digit)]
place.info(f"Tools: {len(st.session_state.program)}")
place.success(f"Result: {text}")
