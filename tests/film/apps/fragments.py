# do: click "Roll"
# do: click "Roll"
# do: switch on "Whole app"
"""A part that reruns by itself."""
import random

import streamlit as st

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1


@st.fragment
def dice():
    rolled = st.session_state.setdefault("rolled", [])
    if st.button("Roll"):
        rolled.append(random.Random(len(rolled)).randint(1, 6))
    st.write("Rolled", rolled)


dice()
st.checkbox("Whole app")
st.caption(f"The whole app ran {st.session_state.runs} times.")
