import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5
    st.session_state.tips = "on"
    st.session_state.renamed = False


def rename():
    st.session_state.renamed = True


def tips():
    st.session_state.tips = "off" if st.session_state.tips == "on" else "on"


st.title("Preferences")
if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    st.session_state.volume = 0

new = st.text_input("New nickname")
st.button("Rename", on_click=rename)
nickname = new if st.session_state.renamed else "Guest"
st.button("Tips on/off", on_click=tips)

st.write(f"Volume: {st.session_state.volume}")
st.write(f"Nickname: {nickname}")
st.write(f"Tips: {st.session_state.tips}")
