import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5
if "nickname" not in st.session_state:
    st.session_state.nickname = "Guest"
if "tips" not in st.session_state:
    st.session_state.tips = True

volume = st.session_state.volume
nickname = st.session_state.nickname
tips = st.session_state.tips

if st.button("Louder"):
    volume += 1
if st.button("Mute"):
    volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    nickname = new
if st.button("Tips on/off"):
    tips = not tips

st.write(f"Volume: {volume}")
st.write(f"Nickname: {nickname}")
st.write(f"Tips: {'on' if tips else 'off'}")
