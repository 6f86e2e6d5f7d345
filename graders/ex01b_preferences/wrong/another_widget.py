import streamlit as st

st.title("Preferences")

tips = st.checkbox("Show tips", value=True)
volume = st.slider("Volume", 0, 10, 5, help="0 is silence" if tips else None)
nickname = st.text_input("Nickname", value="Guest", help="What shall we call you?" if tips else None)

if st.button("Say hello"):
    st.write(f"Hello, {nickname}!")

st.write(f"Volume: {volume}")
st.write(f"Nickname: {nickname}")
st.write(f"Tips: {'on' if tips else 'off'}")
