import streamlit as st

st.slider("Volume", 0, 10, key="volume")
st.number_input("Exactly", 0, 10, key="volume")
st.write(f"Volume: {st.session_state.volume}")
