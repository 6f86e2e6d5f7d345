import streamlit as st

st.session_state["runs"] = st.session_state.get("runs", 0) + 1

left, right = st.columns(2)
with left:
    st.metric("Runs so far", st.session_state["runs"])
with right:
    st.text_input("Your name", key="name", placeholder="Ada")
    st.button("Wave", on_click=st.toast, args=("👋",))
