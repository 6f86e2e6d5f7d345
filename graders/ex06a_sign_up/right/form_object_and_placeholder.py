"""The form as an object, the count in a placeholder above it."""

import streamlit as st

state = st.session_state
members = state.setdefault("members", [])
place = st.empty()
form = st.form("join", enter_to_submit=False)
number = state.setdefault("number", 0)
name = form.text_input("Name", key=f"name{number}", placeholder="Your name")
mail = form.text_input("E-mail", key=f"mail{number}")
age = form.number_input("Age", 0, 120, 18, key=f"age{number}")
bad = [("Name", name.strip()), ("E-mail", "@" in mail), ("Age", age >= 18)]
bad = [label for label, good in bad if not good]


def join():
    """Runs before the script, so it reads session state."""
    k = state.number
    if state[f"name{k}"].strip() and "@" in state[f"mail{k}"] and state[f"age{k}"] >= 18:
        members.append(state[f"name{k}"].strip())
        state.number += 1
        state.tried = False
    else:
        state.tried = True


form.form_submit_button("Sign up", on_click=join)
if state.get("tried"):
    st.write("Please check: " + ", ".join(bad))
place.write(f"Members: {len(members)}")
if st.toggle("Show names"):
    for member in members:
        st.text(member)
