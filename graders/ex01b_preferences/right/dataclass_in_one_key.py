from dataclasses import dataclass

import streamlit as st


@dataclass
class Preferences:
    volume: float = 5.0
    nickname: str = "Guest"
    tips: bool = True

    def lines(self) -> str:
        name = f"Nickname: {self.nickname}" if self.nickname else "*No nickname*"
        return f"Volume: {self.volume:g} of 11  \n{name}  \nTips: {'ON' if self.tips else 'OFF'}"


def main() -> None:
    if st.session_state.get("preferences") is None:
        st.session_state.preferences = Preferences()
    chosen = st.session_state.preferences
    page = st.empty()
    quiet, loud = st.columns(2)
    if quiet.button("Mute", key="mute"):
        chosen.volume = 0
    if loud.button("Louder", key="louder"):
        chosen.volume += 1
    with st.form("names", clear_on_submit=True):
        name = st.text_input("New nickname:")
        if st.form_submit_button("Rename"):
            chosen.nickname = name
    if st.button("Tips on/off"):
        chosen.tips = not chosen.tips
    page.markdown(chosen.lines())


main()
