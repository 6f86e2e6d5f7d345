import streamlit as st

if not st.session_state.get("volume"):
    st.session_state.volume = 5
if not st.session_state.get("nickname"):
    st.session_state.nickname = "Guest"
if not st.session_state.get("tips"):
    st.session_state.tips = True

st.number_input("Volume", 0, 10, key="volume")
st.text_input("Nickname", key="nickname")
st.toggle("Show tips", key="tips")
st.button("Say hello")
st.write("Volume:", st.session_state.volume)
st.write("Nickname:", st.session_state.nickname)
st.write("Tips:", "on" if st.session_state.tips else "off")
