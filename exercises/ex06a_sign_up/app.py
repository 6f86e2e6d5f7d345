import streamlit as st

st.title("Sign up")

if "members" not in st.session_state:
    st.session_state.members = []

# TODO: what was typed stays if something is wrong. The form is cleared only after a good sign-up.
with st.form("sign_up", clear_on_submit=True):
    st.text_input("Name", key="name")
    st.text_input("E-mail", key="mail")
    st.number_input("Age", 0, 120, 18, key="age")
    sent = st.form_submit_button("Sign up")

if sent:
    wrong = []
    if not st.session_state.name.strip():
        wrong.append("Name")
    # TODO: two more things can be wrong.
    if wrong:
        st.error(f"Please check: {', '.join(wrong)}")
    else:
        st.session_state.members.append(st.session_state.name.strip())

st.write(f"Members: {len(st.session_state.members)}")
if st.toggle("Show names"):
    for name in st.session_state.members:
        st.write(name)
