import streamlit as st


def sign_in():
    st.session_state.user = st.session_state.name


def preview():
    st.session_state.draft = st.session_state.text


def sign_out():
    del st.session_state.user


st.session_state.setdefault("size", 12)
if st.button("Larger text"):
    st.session_state.size += 2
st.write(f"Text size: {st.session_state.size}")

if "user" in st.session_state:
    st.write(f"Signed in: {st.session_state.user}")
    st.text_input("Notice", key="text", on_change=preview)
    st.write(f"Draft: {st.session_state.get('draft', 'none')}")
    st.button("Sign out", on_click=sign_out)
else:
    st.text_input("Your name", key="name")
    st.button("Sign in", on_click=sign_in)
