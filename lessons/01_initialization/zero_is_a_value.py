import streamlit as st

if not st.session_state.get("volume"):
    st.session_state.volume = 5
st.slider("Volume", 0, 10, key="volume")
st.write(f"Volume: {st.session_state.volume}")
