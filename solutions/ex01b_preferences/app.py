import streamlit as st

st.title("Preferences")

# Ask whether the key is there, not whether its value is "true": 0, "" and False are values, too.
if "volume" not in st.session_state:
    st.session_state.volume = 5
if "nickname" not in st.session_state:
    st.session_state.nickname = "Guest"
if "tips" not in st.session_state:
    st.session_state.tips = True

st.number_input("Volume", min_value=0, max_value=10, key="volume")
st.text_input("Nickname", key="nickname")
st.toggle("Show tips", key="tips")

if st.button("Say hello"):
    st.write(f"Hello, {st.session_state.nickname}!")

st.write(f"Volume: {st.session_state.volume}")
st.write(f"Nickname: {st.session_state.nickname}")
st.write(f"Tips: {'on' if st.session_state.tips else 'off'}")
