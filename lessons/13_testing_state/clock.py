import streamlit as st

st.session_state.runs = st.session_state.get("runs", 0) + 1
st.metric("Runs of the whole page", st.session_state.runs)


@st.fragment
def panel():
    st.button("Tick", key="tick")


panel()
