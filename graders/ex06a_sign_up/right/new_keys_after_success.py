"""The form gets new widgets after a good sign-up: their keys have a number in them."""

import streamlit as st

ss = st.session_state
if "round" not in ss:
    ss.round, ss.people, ss.problems = 0, [], []

with st.form(f"form {ss.round}"):
    name = st.text_input("Name", key=f"name {ss.round}")
    mail = st.text_input("E-mail", key=f"mail {ss.round}")
    age = st.slider("Age", 0, 120, 18, key=f"age {ss.round}")
    if st.form_submit_button("Sign up"):
        ss.problems = [
            label
            for label, bad in (("Name", not name.strip()), ("E-mail", "@" not in mail), ("Age", age < 18))
            if bad
        ]
        if not ss.problems:
            ss.people += [name.strip()]
            ss.round += 1
            st.rerun()

st.metric("Members", len(ss.people))
if ss.problems:
    st.warning("Please check: " + ", ".join(ss.problems))
if st.checkbox("Show names"):
    st.markdown("\n".join(f"1. {person}" for person in ss.people))
