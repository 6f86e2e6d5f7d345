import streamlit as st

st.title("Preferences")

# TODO: when the page is opened, the volume is 5, the nickname is "Guest", and the tips are on.

st.number_input("Volume", min_value=0, max_value=10, key="volume")
st.text_input("Nickname", key="nickname")
st.toggle("Show tips", key="tips")

if st.button("Say hello"):
    st.write(f"Hello, {st.session_state.nickname}!")

# TODO: the summary has three lines. Two are missing.
st.write(f"Volume: {st.session_state.volume}")
