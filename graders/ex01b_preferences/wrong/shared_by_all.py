import streamlit as st


@st.cache_resource
def preferences():
    return {"volume": 5, "nickname": "Guest", "tips": True}


mine = preferences()


def keep(name):
    preferences()[name] = st.session_state[name]


st.number_input("Volume", 0, 10, 5, key="volume", on_change=keep, args=("volume",))
st.text_input("Nickname", "Guest", key="nickname", on_change=keep, args=("nickname",))
st.checkbox("Show tips", True, key="tips", on_change=keep, args=("tips",))
st.button("Say hello")
st.write("Volume:", mine["volume"])
st.write("Nickname:", mine["nickname"])
st.write("Tips:", "on" if mine["tips"] else "off")
