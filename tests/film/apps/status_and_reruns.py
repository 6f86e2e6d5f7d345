# do: click "Go"
"""It reruns itself until it is done."""
import streamlit as st

ss = st.session_state
ss.setdefault("left", 0)
if st.button("Go"):
    ss.left = 3
if ss.left:
    with st.status(f"{ss.left} left") as status:
        st.write("working")
        status.update(label="on")
    ss.left -= 1
    st.rerun()
st.write("done")
