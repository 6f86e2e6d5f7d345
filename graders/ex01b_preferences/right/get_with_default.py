# Odd but right: nothing is begun; whoever reads says what counts where nothing was chosen yet.
import streamlit as st

volume = st.session_state.get("volume", 5)
nickname = st.session_state.get("nickname", "Guest")
tips = st.session_state.get("tips", "on")

if st.button("Louder 🔊"):
    volume = st.session_state.volume = volume + 1
if st.button("Mute"):
    volume = st.session_state.volume = 0
new = st.text_input("New nickname", value="Guest")
if st.button("Rename"):
    nickname = st.session_state.nickname = new
if st.button("Tips on/off"):
    tips = st.session_state.tips = "off" if tips == "on" else "on"

st.info(f"**Volume:** {volume} · **Nickname:** {nickname} · **Tips:** {tips}")
