import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5
    st.session_state.nickname = "Guest"
    st.session_state.tips = True

st.write("Volume:", st.session_state.volume)
st.write("Nickname:", st.session_state.nickname)
st.write("Tips:", "on" if st.session_state.tips else "off")

st.session_state.volume = st.number_input("Volume", 0, 10, 5)
st.session_state.nickname = st.text_input("Nickname", "Guest")
st.session_state.tips = st.toggle("Show tips", True)
st.button("Say hello")
