import streamlit as st


@st.cache_resource
def preferences():
    return {"volume": 5, "nickname": "Guest", "tips": True}


mine = preferences()
if st.button("Louder"):
    mine["volume"] += 1
if st.button("Mute"):
    mine["volume"] = 0
new = st.text_input("New nickname")
if st.button("Rename"):
    mine["nickname"] = new
if st.button("Tips on/off"):
    mine["tips"] = not mine["tips"]
st.write("Volume:", mine["volume"])
st.write("Nickname:", mine["nickname"])
st.write("Tips:", "on" if mine["tips"] else "off")
