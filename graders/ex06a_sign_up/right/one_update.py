"""The form below the list, a label with an icon; all fields are set in one update."""

import streamlit as st

st.session_state.setdefault("members", [])
st.session_state.setdefault("bad", "")


def check():
    s = st.session_state
    s.bad = ", ".join(
        label
        for label, fine in {"Name": s.name.strip(), "E-mail": "@" in s.mail, "Age": s.age > 17}.items()
        if not fine
    )
    if s.bad:
        return
    s.members.append(s.name.strip())
    s.update(name="", mail="", age=18)


st.session_state.setdefault("age", 18)
show = st.toggle("Show names")
if st.session_state.bad:
    st.error(f"Please check: {st.session_state.bad}", icon="⚠️")
with st.container(border=True), st.form("sign up"):
    st.text_input("Name :material/person:", key="name")
    st.text_input("E-mail", key="mail")
    st.number_input("Age", 0, 120, key="age")
    st.form_submit_button("Sign up", on_click=check)
st.caption(f"Members: {len(st.session_state.members)}")
if show:
    st.write(st.session_state.members)
