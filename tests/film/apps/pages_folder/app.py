# do: go to the page "second"
# do: click "Count"
"""Pages in a folder, as it was before st.navigation."""
import streamlit as st

st.session_state.setdefault("count", 0)
st.title("First")
st.write(st.session_state.count)
if st.button("Go on"):
    st.switch_page("pages/second.py")
