import streamlit as st


class Kept:
    def __init__(self, first):
        self.first = first

    def __set_name__(self, owner, name):
        self.key = f"kept_{name}"

    def __get__(self, instance, owner=None):
        return st.session_state.get(self.key, self.first)

    def __set__(self, instance, value):
        st.session_state[self.key] = value


class Player:
    volume = Kept(5)
    nickname = Kept("Guest")
    tips = Kept(True)

    def louder(self):
        self.volume += 1

    def mute(self):
        self.volume = 0

    def rename(self):
        self.nickname = st.session_state.get("entry", "")

    def flip_tips(self):
        self.tips = not self.tips

    def show(self):
        st.header(f"Volume: {self.volume}")
        st.header(f"Nickname: {self.nickname}")
        st.header("Tips: " + ("on" if self.tips else "off"))

    def controls(self):
        st.button("Louder", on_click=self.louder)
        st.button("Mute", on_click=self.mute)
        st.text_input("New nickname", key="entry")
        st.button("Rename", on_click=self.rename)
        st.button("Tips on/off", on_click=self.flip_tips)


st.title("Preferences")
player = Player()
player.show()
player.controls()
