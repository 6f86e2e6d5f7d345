import streamlit as st

volume = st.slider("Level", 0, 20, value=5)
if st.button("Louder"):
    volume += 1
if st.button("Mute"):
    volume = 0

nickname = st.text_input("New nickname", value="Guest")
st.button("Rename")

tips = st.toggle("Tips", value=True)
if st.button("Tips on/off"):
    tips = not tips

st.write(f"Volume: {volume}")
st.write(f"Nickname: {nickname}")
st.write(f"Tips: {'on' if tips else 'off'}")
