import streamlit as st

st.session_state.setdefault("runs", 0)


@st.cache_data
def count(name, clicked):
    return st.session_state.runs + 1


name = st.text_input("Your name")
st.session_state.runs = count(name, st.button("Wave"))
st.write("Runs so far:", st.session_state.runs)
