import streamlit as st

DEFAULTS = {"volume": 5, "nickname": "Guest", "tips": True}

for key, value in DEFAULTS.items():
    if key not in st.session_state:
        st.session_state[key] = value

with st.sidebar:
    if st.button("Mute", icon=":material/volume_off:"):
        st.session_state["volume"] = 0
    if st.button("Louder"):
        st.session_state["volume"] += 1
    name = st.text_input("New nickname", max_chars=40)
    if st.button("Rename", type="primary"):
        st.session_state["nickname"] = name
    if st.button("Tips on/off"):
        st.session_state["tips"] ^= True

volume, nickname, tips = st.columns(3)
volume.metric("Volume", st.session_state["volume"])
nickname.metric("Nickname", st.session_state["nickname"])
tips.metric("Tips", "on" if st.session_state["tips"] else "off")
