"""A flag asks the next run to clear the fields, above the widgets."""

import streamlit as st

if "members" not in st.session_state:
    st.session_state["members"] = []
if st.session_state.pop("clear", False):
    st.session_state["n"] = ""
    st.session_state["m"] = ""
    st.session_state["a"] = 18

with st.form("f", border=False):
    left, right = st.columns(2)
    name = left.text_input("Name", key="n")
    mail = right.text_input("E-mail", key="m")
    age = st.number_input("Age", min_value=0, max_value=120, value=18, key="a")
    sent = st.form_submit_button("Sign up", type="primary")

if sent:
    wrong = ""
    if name.strip() == "":
        wrong += ", Name"
    if "@" not in mail:
        wrong += ", E-mail"
    if age < 18:
        wrong += ", Age"
    st.session_state["wrong"] = wrong[2:]
    if not wrong:
        st.session_state["members"].append(name.strip())
        st.session_state["clear"] = True
        st.rerun()

if st.session_state.get("wrong"):
    st.write("Please check:", st.session_state["wrong"])
st.write("Members:", len(st.session_state["members"]))
if st.toggle("Show names"):
    st.write(", ".join(st.session_state["members"]))
