"""One object holds it all; the form is in the sidebar, and a table shows the names."""

from types import SimpleNamespace

import streamlit as st

choir = st.session_state.setdefault("choir", SimpleNamespace(members=(), problem=""))

st.session_state.setdefault("age", 18)


def send():
    name, mail, age = (st.session_state[key] for key in ("name", "mail", "age"))
    bad = ["Name"] * (not name.strip()) + ["E-mail"] * ("@" not in mail) + ["Age"] * (age < 18)
    choir.problem = " and ".join(bad)
    if not bad:
        choir.members += (name.strip(),)
        for key, value in {"name": "", "mail": "", "age": 18}.items():
            st.session_state[key] = value


with st.sidebar.form("singer"):
    st.text_input("Name", key="name")
    st.text_input("E-mail", key="mail")
    st.number_input("Age", 0, 120, key="age")
    st.form_submit_button("Sign up", on_click=send)

st.title("The choir")
st.write(f"**Members:** {len(choir.members)}")
if choir.problem:
    st.info(f"Please check: *{choir.problem}*")
if st.checkbox("Show names"):
    st.table({"Name": list(choir.members)})
