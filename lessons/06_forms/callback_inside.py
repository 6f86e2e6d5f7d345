import streamlit as st


def shout():
    st.session_state.name = st.session_state.name.upper()


with st.form("badge"):
    st.text_input("Name", key="name", on_change=shout)
    st.form_submit_button("Print")
st.write(f"Badge: {st.session_state.name}")
