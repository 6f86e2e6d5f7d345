import streamlit as st

st.title("Preferences")

# TODO: a volume of 0 does not stay.
if not st.session_state.get("volume"):
    st.session_state.volume = 5

if st.button("Louder"):
    st.session_state.volume += 1
if st.button("Mute"):
    st.session_state.volume = 0

# TODO: the nickname and the tips are missing, and so are their two buttons.

st.write(f"Volume: {st.session_state.volume}")
