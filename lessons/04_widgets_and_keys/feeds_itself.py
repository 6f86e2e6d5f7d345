import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5

last = st.session_state.volume
st.session_state.volume = st.number_input("Volume", 0, 10, value=last)
st.write(f"Volume: {st.session_state.volume}")
