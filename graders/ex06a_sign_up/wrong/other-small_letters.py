import streamlit as st

state = st.session_state
if "members" not in state:
    state.members = []
    state.wrong = []
    state.name = ""
    state.mail = ""
    state.age = 18


def sign_up():
    wrong = []
    state.mail = state.mail.strip().lower()
    if not state.name.strip():
        wrong.append("Name")
    if "@" not in state.mail:
        wrong.append("E-mail")
    if state.age < 18:
        wrong.append("Age")
    if not wrong:
        state.members.append(state.name.strip())
        state.name = ""
        state.mail = ""
        state.age = 18
    state.wrong = wrong


st.title("Sign up")
with st.form("sign_up"):
    st.text_input("Name", key="name")
    st.text_input("E-mail", key="mail")
    st.number_input("Age", 0, 120, key="age")
    st.form_submit_button("Sign up", on_click=sign_up)

show = st.toggle("Show names")
if state.wrong:
    st.error(f"Please check: {', '.join(state.wrong)}")
st.write(f"Members: {len(state.members)}")
if show:
    for name in state.members:
        st.write(name)
