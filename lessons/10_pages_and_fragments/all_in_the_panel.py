import streamlit as st

st.session_state.setdefault("votes", 0)
st.session_state.setdefault("runs", 0)
st.session_state.runs += 1


@st.fragment
def panel():
    if st.button("Vote"):
        st.session_state.votes += 1
    st.write("In the panel:", st.session_state.votes)
    st.write("Also here:", st.session_state.votes)


panel()
st.write("Runs of the script:", st.session_state.runs)
st.button("Run again")
