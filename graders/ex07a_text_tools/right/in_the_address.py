import streamlit as st

TOOLS = {
    "upper": str.upper,
    "reverse": lambda t: t[::-1],
    "no spaces": lambda t: t.replace(" ", ""),
    "cheer": "{} hurra".format,
}
names = st.query_params.get_all("tool")
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", TOOLS)
if st.button("Add"):
    names.append(name)
if st.button("Remove last") and names:
    names.pop()
st.query_params["tool"] = names
for each in names:
    text = TOOLS[each](text)
f"Tools: {len(names)}"
f"Result: {text}"
