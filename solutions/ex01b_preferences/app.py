import streamlit as st

st.title("Preferences")

# Ask whether the key is there, not whether its value is "true": 0, "" and False are values, too.
if "volume" not in st.session_state:
    st.session_state.volume = 5
if "nickname" not in st.session_state:
    st.session_state.nickname = "Guest"
if "tips" not in st.session_state:
    st.session_state.tips = True

if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    st.session_state.volume = 0

new_nickname = st.text_input("New nickname")
if st.button("Rename"):
    st.session_state.nickname = new_nickname

if st.button("Tips on/off"):
    st.session_state.tips = not st.session_state.tips

st.write(f"Volume: {st.session_state.volume}")
st.write(f"Nickname: {st.session_state.nickname}")
st.write(f"Tips: {'on' if st.session_state.tips else 'off'}")
