from functools import reduce

import streamlit as st


def step(prefs, event):
    volume, nickname, tips = prefs
    match event:
        case "louder":
            return volume + 1, nickname, tips
        case "mute":
            return 0, nickname, tips
        case "tips":
            return volume, nickname, not tips
        case ("rename", name):
            return volume, name, tips
    return prefs


if "history" not in st.session_state:
    st.session_state.history = []
history = st.session_state.history

st.title("Preferences")
board = st.container()

with st.sidebar:
    for label, event in (("Louder", "louder"), ("Mute", "mute"), ("Tips on/off", "tips")):
        st.button(label, key=f"button_{event}", on_click=history.append, args=(event,))
    typed = st.text_input("New nickname")
    if st.button("Rename"):
        history.append(("rename", typed))

volume, nickname, tips = reduce(step, history, (5, "Guest", True))
with board:
    st.markdown(f"- Volume: {volume}\n- Nickname: {nickname}\n- Tips: {'on' if tips else 'off'}")
