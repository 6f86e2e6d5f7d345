import streamlit as st

if "list" not in st.session_state:
    st.session_state["list"] = ""

item = st.text_input("Item")
if st.button("Add") and item != "":
    st.session_state["list"] += item + "\n"
if st.button("Sort"):
    st.session_state["list"] = "".join(sorted(st.session_state["list"].splitlines(keepends=True)))
if st.button("Remove last"):
    st.session_state["list"] = "".join(st.session_state["list"].splitlines(keepends=True)[:-1])

st.text(st.session_state["list"])
st.metric("Items", st.session_state["list"].count("\n"))
