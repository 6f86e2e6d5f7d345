# Odd but right: all is shown above the buttons, as callbacks come before the script.
import streamlit as st

state = st.session_state
state.setdefault("volume", 5)
state.setdefault("nickname", "Guest")
state.setdefault("tips", True)


def louder():
    state.volume += 1


def mute():
    state.volume = 0


def rename():
    state.nickname = state.new
    state.new = ""


def switch():
    state.tips = not state.tips


st.markdown(f"""
- Volume: {state.volume}
- Nickname: {state.nickname}
- Tips: {"on" if state.tips else "off"}
""")
st.button("Louder", on_click=louder)
st.button("Mute", on_click=mute, disabled=state.volume == 0)
st.text_input("New nickname", key="new", placeholder="Guest")
st.button("Rename", on_click=rename)
st.button("Tips on/off", on_click=switch)
