import streamlit as st

ss = st.session_state
if "volume" not in ss:
    ss.volume, ss.nickname, ss.tips = 5, "Guest", "on"

st.title("Preferences")
if st.button("Louder"):
    ss.volume += 1
if st.button("Mute"):
    ss.volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    ss.nickname = new
if st.button("Tips on/off"):
    ss.tips = "off" if ss.tips == "on" else "on"

st.write(f"Volume: {ss.volume}")
st.write(f"Nickname: {ss.nickname or new}")
st.write(f"Tips: {ss.tips}")
