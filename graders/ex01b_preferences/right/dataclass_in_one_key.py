from dataclasses import dataclass

import streamlit as st


@dataclass
class Preferences:
    volume: float = 5.0
    nickname: str = "Guest"
    tips: bool = True

    def lines(self) -> str:
        name = f"Nickname: {self.nickname}" if self.nickname else "*No nickname*"
        return f"Volume: {self.volume:g} of 10  \n{name}  \nTips: {'ON' if self.tips else 'OFF'}"


def main() -> None:
    if st.session_state.get("preferences") is None:
        st.session_state.preferences = Preferences()
    chosen = st.session_state.preferences
    page = st.empty()
    chosen.volume = st.number_input("Volume", 0.0, 10.0, 5.0, step=0.5)
    chosen.nickname = st.text_input("Nickname", value=Preferences.nickname)
    chosen.tips = st.checkbox("Show tips", value=Preferences.tips)
    if st.button("Say hello"):
        st.success("Hello!")
    page.markdown(chosen.lines())


main()
