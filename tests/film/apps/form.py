# do: type "Ada" in "Name"
# do: set "Age" to 36
# do: click "Sign up"
# do: click "Sign up"
"""Nothing happens until it is sent."""
import streamlit as st

members = st.session_state.setdefault("members", [])
with st.form("sign up", clear_on_submit=True):
    name = st.text_input("Name")
    age = st.number_input("Age", 0, 120)
    sent = st.form_submit_button("Sign up")
if sent and not name:
    st.error("Who are you?")
elif sent:
    members.append((name, int(age)))
    st.toast(f"Welcome, {name}!")
st.table({"name": [m[0] for m in members], "age": [m[1] for m in members]})
