# Odd but right: a slider shows the volume as well; the buttons set its key above it.
import streamlit as st

st.session_state.setdefault("volume", 5)
st.session_state.setdefault("nickname", "Guest")
st.session_state.setdefault("hidden", False)

if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    st.session_state.volume = 0
st.slider("Level", 0, 1000, key="volume")
name = st.text_area("New nickname")
if st.button("Rename"):
    st.session_state.nickname = name
if st.button("Tips on/off"):
    st.session_state.hidden = not st.session_state.hidden

st.json({
    "Volume": st.session_state.volume,
    "Nickname": st.session_state.nickname,
    "Tips": ["on", "off"][st.session_state.hidden],
})
