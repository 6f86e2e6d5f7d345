import streamlit as st
from streamlit import session_state as ss

if "begun" not in ss:
    ss.begun = True
    ss.volume, ss.nickname, ss.tips = 5, "Guest", True


def set_to(key, value):
    ss[key] = value


st.button("Louder", on_click=set_to, args=("volume", ss.volume + 1))
st.button("Mute", on_click=set_to, args=("volume", 0))
name = st.text_input("New nickname")
st.button("Rename", on_click=set_to, args=["nickname", name])
st.button("Tips on/off", on_click=set_to, kwargs={"key": "tips", "value": not ss.tips})
st.markdown(f"Volume: :green[{ss.volume}]&nbsp;·&nbsp;Nickname: **{ss.nickname}**&emsp;Tips: :gray-badge[{'on' if ss.tips else 'off'}]")
