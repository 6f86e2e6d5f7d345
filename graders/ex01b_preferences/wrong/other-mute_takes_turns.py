import streamlit as st

if "volume" not in st.session_state:
    st.session_state.volume = 5
if "nickname" not in st.session_state:
    st.session_state.nickname = "Guest"
if "tips" not in st.session_state:
    st.session_state.tips = True

st.session_state.setdefault("before", 5)
if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    if st.session_state.volume:
        st.session_state.before, st.session_state.volume = st.session_state.volume, 0
    else:
        st.session_state.volume = st.session_state.before
new = st.text_input("New nickname")
if st.button("Rename"):
    st.session_state.nickname = new
if st.button("Tips on/off"):
    st.session_state.tips = not st.session_state.tips

st.write(f"Volume: {st.session_state.volume}")
st.write(f"Nickname: {st.session_state.nickname}")
st.write(f"Tips: {'on' if st.session_state.tips else 'off'}")
