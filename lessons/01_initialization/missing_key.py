import streamlit as st

if st.button("Score!"):
    st.session_state.score += 1
st.write(f"Score: {st.session_state.score}")
