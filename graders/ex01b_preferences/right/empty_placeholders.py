import streamlit as st

ss = st.session_state

st.title("Preferences")
volume_place = st.empty()
nickname_place = st.empty()
tips_place = st.empty()

try:
    volume, nickname, tips = ss["all"]
except KeyError:
    volume, nickname, tips = 5, "Guest", True

volume_place.text(f"Volume: {volume}")
nickname_place.text(f"Nickname: {nickname}")
tips_place.text("Tips: on" if tips else "Tips: off")

volume += st.button("Louder")
volume *= not st.button("Mute")
typed = st.text_input("New nickname", max_chars=None)
nickname = typed if st.button("Rename") else nickname
tips = tips != st.button("Tips on/off")

ss["all"] = (volume, nickname, tips)

volume_place.text(f"Volume: {volume}")
if nickname == "":
    nickname_place.empty()
else:
    nickname_place.text(f"Nickname: {nickname}")
tips_place.text("Tips: on" if tips else "Tips: off")
