import streamlit as st

volume = st.number_input("Volume", 0, 10, 5, key="volume")
st.session_state.volume = volume
nickname = st.text_input("Nickname", "Guest", key="nickname")
st.session_state.nickname = nickname
tips = st.toggle("Show tips", True, key="tips")
st.session_state.tips = tips
st.button("Say hello")
st.write("Volume:", volume)
st.write("Nickname:", nickname)
st.write("Tips:", "on" if tips else "off")
