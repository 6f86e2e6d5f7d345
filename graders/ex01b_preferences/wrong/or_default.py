import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5
if "nickname" not in st.session_state:
    st.session_state.nickname = "Guest"
if "tips" not in st.session_state:
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

st.write(f"Volume: {st.session_state.volume or 5}")
st.write(f"Nickname: {st.session_state.nickname or 'Guest'}")
st.write(f"Tips: {'on' if st.session_state.tips else 'off'}")
