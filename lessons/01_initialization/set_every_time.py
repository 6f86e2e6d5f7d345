import streamlit as st

st.session_state.score = 0
if st.button("Score!"):
    st.session_state.score += 1
st.write(f"Score: {st.session_state.score}")
