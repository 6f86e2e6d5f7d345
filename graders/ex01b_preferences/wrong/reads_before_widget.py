import streamlit as st

st.write("Volume:", st.session_state.volume)
st.write("Nickname:", st.session_state.nickname)
st.write("Tips:", "on" if st.session_state.tips else "off")

st.number_input("Volume", 0, 10, 5, key="volume")
st.text_input("Nickname", "Guest", key="nickname")
st.toggle("Show tips", True, key="tips")
st.button("Say hello")
