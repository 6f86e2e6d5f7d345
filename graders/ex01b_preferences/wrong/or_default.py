import streamlit as st

st.number_input("Volume", 0, 10, 5, key="volume")
st.text_input("Nickname", "Guest", key="nickname")
st.toggle("Show tips", True, key="tips")
st.button("Say hello")

volume = st.session_state.get("volume") or 5
nickname = st.session_state.get("nickname") or "Guest"
tips = st.session_state.get("tips") or True
st.write("Volume:", volume)
st.write("Nickname:", nickname)
st.write("Tips:", "on" if tips else "off")
