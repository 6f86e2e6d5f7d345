import streamlit as st

if "mine" not in st.session_state:
    st.session_state.mine = {}
mine = st.session_state.mine
mine["volume"] = mine.get("volume") or 5
mine["nickname"] = mine.get("nickname") or "Guest"
mine["tips"] = mine.get("tips") or "on"

if st.button("Louder"):
    mine["volume"] += 1
if st.button("Mute"):
    mine["volume"] = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    mine["nickname"] = new
if st.button("Tips on/off"):
    mine["tips"] = "" if mine["tips"] else "on"

st.write("Volume:", mine["volume"])
st.write("Nickname:", mine["nickname"])
st.write("Tips:", mine["tips"] or "off")
