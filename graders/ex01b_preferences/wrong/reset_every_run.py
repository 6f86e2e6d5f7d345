import streamlit as st

st.session_state.volume = 5
st.session_state.nickname = "Guest"
st.session_state.tips = True

if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    st.session_state.volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    st.session_state.nickname = new
if st.button("Tips on/off"):
    st.session_state.tips = not st.session_state.tips

st.write(f"Volume: {st.session_state.volume}")
st.write(f"Nickname: {st.session_state.nickname}")
st.write(f"Tips: {'on' if st.session_state.tips else 'off'}")
