import streamlit as st

st.session_state.setdefault("hellos", 0)
st.session_state.hellos += st.button("Say hello")
volume = st.number_input("Volume", 0, 10, 5, key=f"volume-{st.session_state.hellos}")
nickname = st.text_input("Nickname", "Guest", key="nickname")
tips = st.checkbox("Show tips", True, key="tips")
st.write(f"Volume: {volume}")
st.write(f"Nickname: {nickname}")
st.write("Tips:", "on" if tips else "off")
