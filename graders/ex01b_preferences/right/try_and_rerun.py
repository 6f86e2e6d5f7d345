import streamlit as st

try:
    mine = st.session_state["mine"]
except KeyError:
    mine = st.session_state["mine"] = {"Volume": 5, "Nickname": "Guest", "Tips": "on"}

st.table([{"what": f"{name}:", "value": str(value)} for name, value in mine.items()])

with st.popover("Change"):
    louder = st.button("Louder")
    mute = st.button("Mute")
    new = st.text_input("New nickname", key="new nickname")
    rename = st.button("Rename")
    switch = st.button("Tips on/off")

if louder:
    mine["Volume"] += 1
elif mute:
    mine["Volume"] = 0
elif rename:
    mine["Nickname"] = new
elif switch:
    mine["Tips"] = {"on": "off", "off": "on"}[mine["Tips"]]
else:
    st.stop()
st.rerun()
