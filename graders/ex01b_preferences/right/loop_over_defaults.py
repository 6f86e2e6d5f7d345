import streamlit as st

DEFAULTS = {"volume": 5, "nickname": "Guest", "tips": True}

for key, value in DEFAULTS.items():
    if key not in st.session_state:
        st.session_state[key] = value

with st.sidebar:
    st.slider("Volume", 0, 10, key="volume")
    st.text_input("Nickname", key="nickname", max_chars=40)
    st.checkbox("Show tips", key="tips", help="A tip a day")

st.button("Say hello", on_click=st.toast, args=("Hello!",))

volume, nickname, tips = st.columns(3)
volume.metric("Volume", st.session_state["volume"])
nickname.metric("Nickname", st.session_state["nickname"])
tips.metric("Tips", "on" if st.session_state["tips"] else "off")
