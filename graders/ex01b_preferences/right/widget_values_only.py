# Odd but right: a widget with a first value of its own remembers what was chosen without any help.
import streamlit as st

volume = st.slider("Volume", max_value=10, value=5)
nickname = st.text_input("Nickname", "Guest")
tips = st.toggle("Show tips", True)
greet = st.button("Say hello", type="primary")
st.info(f"**Volume:** {volume} · **Nickname:** {nickname} · **Tips:** {'on' if tips else 'off'}")
if greet:
    st.balloons()
    st.stop()
