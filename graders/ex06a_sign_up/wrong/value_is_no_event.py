import streamlit as st

st.session_state.setdefault("members", [])

st.title("Sign up")
with st.form("sign_up"):
    name = st.text_input("Name", key="name")
    mail = st.text_input("E-mail", key="mail")
    age = st.number_input("Age", 0, 120, 18, key="age")
    sent = st.form_submit_button("Sign up")

if name or mail:
    checks = {"Name": bool(name.strip()), "E-mail": "@" in mail, "Age": age >= 18}
    st.session_state.wrong = [label for label, is_right in checks.items() if not is_right]
    if not st.session_state.wrong:
        st.session_state.members.append(name.strip())

if st.session_state.get("wrong"):
    st.error(f"Please check: {', '.join(st.session_state.wrong)}")
st.write(f"Members: {len(st.session_state.members)}")
if st.toggle("Show names"):
    for member in st.session_state.members:
        st.write(member)
