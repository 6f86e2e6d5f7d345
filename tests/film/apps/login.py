# do: type "guess" in "Password"
# do: type "sesame" in "Password"
# do: click "Sign out"
"""A page behind a password."""
import streamlit as st


def signed_in():
    if st.session_state.get("user"):
        return True
    password = st.text_input("Password", type="password")
    if password == "sesame":
        st.session_state.user = "Ada"
        st.rerun()
    if password:
        st.error("No.")
    return False


def sign_out():
    del st.session_state["user"]


if not signed_in():
    st.stop()
st.write("Hello", st.session_state.user)
st.button("Sign out", on_click=sign_out)
