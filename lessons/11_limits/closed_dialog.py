import streamlit as st


@st.dialog("Who comes?")
def invite():
    st.text_input("Name")
    if st.button("Cancel"):
        st.session_state.inviting = False
        st.rerun()


if st.button("Invite"):
    st.session_state.inviting = True
if st.session_state.get("inviting"):
    invite()
st.button("Put the kettle on")
