import streamlit as st
if "things" not in st.session_state:
    st.session_state = {"things": []}
item = st.text_input("Item")
if st.button("Add") and item:
    st.session_state["things"].append(item)
if st.button("Sort"):
    st.session_state["things"].sort()
if st.button("Remove last") and st.session_state["things"]:
    st.session_state["things"].pop()
st.write("Items:", len(st.session_state["things"]))
st.write(st.session_state["things"])
