import streamlit as st

volume = st.slider("Volume", 0, 10, 5)
nickname = st.text_input("Nickname", "Guest")
tips = st.toggle("Show tips", True)
st.button("Say hello")


@st.cache_data
def summary():
    return [f"Volume: {volume}", f"Nickname: {nickname}", f"Tips: {'on' if tips else 'off'}"]


for line in summary():
    st.write(line)
