# do: switch on "Show"
# do: type "Ada" in "Nickname"
# do: switch off "Show"
# do: switch on "Show"
"""A field that is not drawn is forgotten, but for what was kept."""
import streamlit as st


def keep():
    st.session_state.kept = st.session_state.nickname


st.session_state.setdefault("kept", "")
if st.checkbox("Show"):
    st.text_input("Nickname", value=st.session_state.kept, key="nickname", on_change=keep)
    st.text_area("Notes")
st.write("kept:", st.session_state.kept)
