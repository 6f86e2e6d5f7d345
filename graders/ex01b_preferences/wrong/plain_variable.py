import streamlit as st

volume = 5
nickname = "Guest"
tips = "on"

if st.button("Louder"):
    volume += 1
if st.button("Mute"):
    volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    nickname = new
if st.button("Tips on/off"):
    tips = "off"

st.write(f"Volume: {volume}")
st.write(f"Nickname: {nickname}")
st.write(f"Tips: {tips}")
