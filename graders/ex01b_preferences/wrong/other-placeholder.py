import streamlit as st

volume = st.number_input("Volume", 0, 10, 5)
nickname = st.text_input("Nickname", placeholder="Guest")
tips = st.checkbox("Show tips", value=True)
st.button("Say hello")
st.write("Volume:", volume)
st.write("Nickname:", nickname or "Guest")
st.write("Tips:", "on" if tips else "off")
