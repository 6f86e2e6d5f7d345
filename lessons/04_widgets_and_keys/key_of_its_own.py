import streamlit as st

st.session_state.setdefault("player", "Guest")

if st.toggle("Show the settings", value=True):
    st.text_input("Nickname", value=st.session_state.player, key="nickname")
    st.session_state.player = st.session_state.nickname
st.button("Play")
st.write(f"Player: {st.session_state.player}")
