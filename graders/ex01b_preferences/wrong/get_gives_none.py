import streamlit as st

if st.button("Louder"):
    st.session_state.volume = st.session_state.get("volume", 0) + 1
if st.button("Mute"):
    st.session_state.volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    st.session_state.nickname = new
if st.button("Tips on/off"):
    st.session_state.tips = not st.session_state.get("tips")

st.write("Volume:", st.session_state.get("volume"))
st.write("Nickname:", st.session_state.get("nickname"))
st.write("Tips:", "on" if st.session_state.get("tips") else "off")
