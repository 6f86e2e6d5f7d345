import streamlit as st

st.title("Preferences")

if "volume" not in st.session_state:
    st.session_state["volume"] = 5
if "nickname" not in st.session_state:
    st.session_state["nickname"] = "Guest"
if "tips" not in st.session_state:
    st.session_state["tips"] = "on"

if st.button("Louder"):
    st.session_state["volume"] += 1
if st.button("Mute"):
    st.session_state["volume"] = 0

new_nickname = st.text_input("New nickname", value="Guest")
if st.button("Rename"):
    st.session_state["nickname"] = new_nickname

if st.button("Tips on/off"):
    st.session_state["tips"] = "off" if st.session_state["tips"] == "on" else "on"

st.metric("Volume:", st.session_state["volume"])
st.metric("Nickname:", st.session_state["nickname"])
st.metric("Tips:", st.session_state["tips"])
