import streamlit as st

for key, value in {"volume": 5, "nickname": "Guest", "tips": True}.items():
    st.session_state.setdefault(key, value)
volume = st.slider("Volume", 0, 10, key="volume")
nickname = st.text_input("Nickname", key="nickname")
tips = st.toggle("Show tips", key="tips")
st.button("Say hello")
st.markdown(f"Volume: :green[{volume}]&nbsp;·&nbsp;Nickname: **{nickname}**&emsp;Tips: :gray-badge[{'on' if tips else 'off'}]")
