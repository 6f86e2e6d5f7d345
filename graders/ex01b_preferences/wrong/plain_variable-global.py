import streamlit as st

volume, nickname, tips = 5, "Guest", True


def louder():
    global volume
    volume += 1


def switch():
    global tips
    tips = not tips


if st.button("Louder"):
    louder()
if st.button("Mute"):
    volume = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    nickname = new
if st.button("Tips on/off"):
    switch()
st.write("Volume:", volume)
st.write("Nickname:", nickname)
st.write("Tips:", "on" if tips else "off")
