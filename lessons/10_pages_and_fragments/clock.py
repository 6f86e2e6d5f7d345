import time

import streamlit as st

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1


@st.fragment(run_every=1)
def clock():
    st.write("It is", time.strftime("%H:%M:%S"))


clock()
st.write("Runs of the script:", st.session_state.runs)
