import streamlit as st


def sign_in():
    st.session_state.person = {"name": st.session_state.name, "draft": "none"}


def preview():
    st.session_state.person["draft"] = st.session_state.text


def sign_out():
    del st.session_state.person


st.session_state.setdefault("size", 12)
if st.button("Larger text"):
    st.session_state.size += 2
st.write(f"Text size: {st.session_state.size}")

if "person" in st.session_state:
    person = st.session_state.person
    st.write(f"Signed in: {person['name']}")
    st.text_input("Notice", key="text", on_change=preview)
    st.write(f"Draft: {person['draft']}")
    st.button("Sign out", on_click=sign_out)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)
