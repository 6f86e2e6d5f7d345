import streamlit as st

st.session_state.setdefault("members", [])
st.session_state.setdefault("wrong", [])
st.session_state.setdefault("age", 18)


def sign_up():
    """Check what was sent. The callback runs before the widgets are made, so it may clear them."""
    name, mail, age = st.session_state.name, st.session_state.mail, st.session_state.age
    checks = {"Name": bool(name), "E-mail": "@" in mail, "Age": age >= 18}
    st.session_state.wrong = [label for label, is_right in checks.items() if not is_right]
    if not st.session_state.wrong:
        st.session_state.members.append(name)
        st.session_state.name, st.session_state.mail, st.session_state.age = "", "", 18


st.title("Sign up")
with st.form("sign_up"):
    st.text_input("Name", key="name")
    st.text_input("E-mail", key="mail")
    st.number_input("Age", 0, 120, key="age")
    st.form_submit_button("Sign up", on_click=sign_up)

if st.session_state.wrong:
    st.error(f"Please check: {', '.join(st.session_state.wrong)}")
st.write(f"Members: {len(st.session_state.members)}")
if st.toggle("Show names"):
    for name in st.session_state.members:
        st.write(name)
