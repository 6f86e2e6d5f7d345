import streamlit as st

st.number_input("Volume", 0, 10, key="volume")
st.text_input("Nickname", key="nickname")
st.checkbox("Show tips", key="tips")
st.button("Say hello")
st.write("Volume:", st.session_state.volume)
st.write("Nickname:", st.session_state.nickname)
st.write("Tips:", "on" if st.session_state.tips else "off")
